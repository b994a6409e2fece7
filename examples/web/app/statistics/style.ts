/** Loads a style sheet, once it is wanted. */
export function loadStyle(href: string): Promise<unknown> {
  const known = document.querySelector(`link[href="${href}"]`);
  if (known) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error("The style sheet does not load"));
    };
  });
}
