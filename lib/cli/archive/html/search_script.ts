/**
 * The script of the index: finds messages by their words. The texts
 * stand in scripts beside the page, which it loads when it is first needed: a
 * page on a disk may fetch nothing.
 */
export const SEARCH_SCRIPT: string = `"use strict";
(() => {
const form = document.querySelector("[role=search]");
const input = form.querySelector("input");
const status = document.getElementById("found");
const list = document.getElementById("results");
const MOST = 100;
const files = form.dataset.files.split(" ").filter(Boolean);
const all = [];
let loaded;
globalThis.archive = (conversation, rows) => {
  for (const [page, id, name, text] of rows) all.push({ conversation, page, id, name, text });
};
const plain = (text) => text.normalize("NFKD").replace(/\\p{M}/gu, "").toLowerCase();
const load = () => loaded ??= Promise.all(files.map((file) => new Promise((resolve) => {
  const script = document.createElement("script");
  script.src = file;
  script.onload = script.onerror = resolve;
  document.head.append(script);
})));
const isolated = (text) => { const bdi = document.createElement("bdi"); bdi.textContent = text; return bdi; };
const find = async () => {
  const wanted = input.value;
  const words = plain(wanted).split(/\\s+/).filter(Boolean);
  list.replaceChildren();
  if (words.length === 0) { status.textContent = ""; return; }
  status.textContent = "Searching";
  await load();
  if (input.value !== wanted) return;
  const hits = all.filter((it) => { const text = it.plain ??= plain(it.text); return words.every((word) => text.includes(word)); });
  hits.sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? 1 : -1));
  for (const it of hits.slice(0, MOST)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = it.page + "#m" + it.id;
    link.append(isolated(it.name), " in ", isolated(it.conversation));
    const text = document.createElement("p");
    text.textContent = it.text;
    item.append(link, text);
    list.append(item);
  }
  const shown = hits.length > MOST ? ", the newest " + MOST + " are shown" : "";
  status.textContent = hits.length + (hits.length === 1 ? " message" : " messages") + shown;
};
let timer;
input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, 150); });
form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
form.hidden = false;
})();
`;
