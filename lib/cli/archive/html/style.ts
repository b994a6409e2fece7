/** How the pages look: in light and dark, without a font of their own. */
export const STYLE: string = `
:root { color-scheme: light dark; --back: #fff; --text: #1b1b1f; --dim: #56565e; --line: #d8d8de; --link: #0b57d0; --mark: #fff3b0; }
@media (prefers-color-scheme: dark) { :root { --back: #17171a; --text: #ececf0; --dim: #a9a9b4; --line: #3a3a42; --link: #8ab4f8; --mark: #5c5000; } }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; background: var(--back); color: var(--text); font: 1rem/1.45 system-ui, sans-serif; }
p, h1, h2, li { unicode-bidi: plaintext; }
a { color: var(--link); }
header, footer { margin: 1rem 0; }
nav ul, .months, .results { list-style: none; padding: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 1rem; }
.months { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.message { display: grid; grid-template-columns: 2.5rem 1fr; gap: .75rem; padding: .5rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.message:target { background: var(--mark); }
.avatar { width: 2.5rem; height: 2.5rem; border-radius: 50%; object-fit: cover; background: var(--line); display: block; }
.message h3, .message p { margin: 0 0 .25rem; font-size: 1rem; }
.message time, .note, .system, .count { color: var(--dim); }
.message time { font-size: .85rem; margin-left: .5rem; font-weight: normal; }
.picture { max-width: 100%; max-height: 24rem; border-radius: .5rem; }
.quote { border-left: .2rem solid var(--line); padding-left: .5rem; color: var(--dim); }
.reactions { list-style: none; display: flex; gap: .5rem; padding: 0; margin: .25rem 0 0; }
.reactions li { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; }
h2.day { font-size: 1rem; margin: 1.5rem 0 .5rem; }
label { display: block; font-weight: bold; }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem; border: 1px solid var(--dim); border-radius: .5rem; background: var(--back); color: var(--text); }
`;
