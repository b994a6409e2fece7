import { type AnyNode, parse } from "acorn";

/** A function of the library. */
export interface Place {
  /** Its file, from the top of the checkout. */
  readonly file: string;
  /** What it is called, or what it is where it has no name. */
  readonly name: string;
}

/** What is put into a text, and where. */
type Insertion = readonly [position: number, text: string];

type FunctionNode = Extract<
  AnyNode,
  {
    type:
      | "FunctionDeclaration"
      | "FunctionExpression"
      | "ArrowFunctionExpression";
  }
>;

/**
 * Has each function of a script tell `globalThis.walk` when it is entered, and
 * when it is left.
 *
 * @param places Each function is added to; its index stands for it.
 */
export function instrument(
  code: string,
  file: string,
  places: Place[],
): string {
  const insertions: Insertion[] = [];
  visit(parse(code, { ecmaVersion: "latest", sourceType: "module" }), "");

  function visit(node: AnyNode, name: string): void {
    if (isFunction(node)) {
      const called = node.id?.name ?? name;
      insertions.push(...wrap(node, places.length));
      places.push({ file, name: called || "(no name)" });
    }
    for (const [key, child] of Object.entries(node)) {
      for (const it of Array.isArray(child) ? child : [child]) {
        if (isNode(it)) {
          visit(it, /^(?:value|init)$/.test(key) ? nameOf(node) : "");
        }
      }
    }
  }

  let text = code;
  // From the end, so that positions stay what they are.
  for (const [position, inserted] of insertions.sort(([a], [b]) => b - a)) {
    text = text.slice(0, position) + inserted + text.slice(position);
  }
  return text;
}

function wrap(node: FunctionNode, index: number): Insertion[] {
  const { body, async, generator } = node;
  const { start, end } = body;
  const isBlock = body.type === "BlockStatement";
  // What goes on later has no place on the stack of calls.
  if (async || generator) {
    return isBlock
      ? [[start + 1, `walk.touch(${index});`]]
      : [[start, `(walk.touch(${index}), `], [end, ")"]];
  }
  return isBlock
    ? [[start + 1, `walk.enter(${index}); try {`], [
      end - 1,
      "} finally { walk.leave(); }",
    ]]
    : [[start, `walk.call(${index}, () => (`], [end, "))"]];
}

function isFunction(node: AnyNode): node is FunctionNode {
  return /^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression)$/
    .test(node.type);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value &&
    "start" in value;
}

/** What a method, a field or a variable is called. */
function nameOf(node: AnyNode): string {
  const key = node.type === "VariableDeclarator"
    ? node.id
    : "key" in node
    ? node.key
    : undefined;
  return key && "name" in key ? String(key.name) : "";
}
