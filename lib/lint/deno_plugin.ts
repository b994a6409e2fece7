/**
 * A plugin for `deno lint`, with one rule: `no-unsubscribed-command`. Commands
 * of this library are Observables: one that is awaited, or dropped, sends
 * nothing. The compiler cannot say so, as awaiting anything is allowed.
 *
 * In `deno.json`:
 *
 *     { "lint": { "plugins": ["jsr:@rxgroupme/client/lint"] } }
 *
 * The rule reads names, not types: it follows what comes from `Client`, from
 * the library's functions, and from the streams of both, in files that import
 * the library. In Node, typescript-eslint's `await-thenable` reports what is
 * awaited, and `rxjs-x/no-floating-observables` what is dropped.
 *
 * @example Both ways to run a command
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { firstValueFrom } from "rxjs";
 *
 * const messages = Client.fromToken("...").groups.messages("1234");
 * messages.create("Low tide at six").subscribe();
 * console.log((await firstValueFrom(messages.create("Bring nets"))).text);
 * ```
 *
 * @module
 */

import {
  isAwaiting,
  isCommand,
  isCommanding,
  isFactory,
  isQuiet,
  isSubscribing,
} from "./names.ts";

type Node = Deno.lint.Node;

/** The rule's knowledge of one file. */
interface Known {
  /** Whether the file imports the library. */
  isUser: boolean;
  /** Local names of the library's functions, by what they are exported as. */
  readonly functions: Map<string, string>;
  /** Names of values that come from the library. */
  readonly values: Set<string>;
}

const AWAITED =
  "This is an Observable: awaiting it sends nothing and gives the Observable";
const AWAITED_HINT = "Write `await firstValueFrom(...)`, from rxjs";
const DROPPED = "This is an Observable without a subscriber: it does nothing";
const DROPPED_HINT =
  "Call `.subscribe()` on it, or return it to `concatMap()` and its like";

/** Functions of rxjs and methods that drop what a callback returns. */
const DROPPING: ReadonlySet<string> = new Set(["subscribe", "tap", "forEach"]);

const rule: Deno.lint.Rule = {
  create(context) {
    const known: Known = {
      isUser: false,
      functions: new Map(),
      values: new Set(),
    };

    function reportDropped(statement: Node): void {
      for (const node of callsOf(statement)) {
        if (!known.isUser || !isObservable(node, known)) continue;
        context.report({ node, message: DROPPED, hint: DROPPED_HINT });
      }
    }

    /** Takes the parameters whose types have commands. */
    function learnTyped(
      { params }: { readonly params: readonly Deno.lint.Parameter[] },
    ): void {
      for (const it of params) {
        if (it.type !== "Identifier") continue;
        const type = it.typeAnnotation?.typeAnnotation;
        if (type?.type !== "TSTypeReference") continue;
        const { typeName: name } = type;
        if (name.type !== "Identifier") continue;
        if (isCommanding(known.functions.get(name.name))) learn(it, known);
      }
    }

    return {
      ImportDeclaration(node) {
        if (!/@rxgroupme\/client/.test(node.source.value)) return;
        known.isUser = true;
        for (const specifier of node.specifiers) {
          if (specifier.type !== "ImportSpecifier") continue;
          const { imported, local } = specifier;
          const name = "name" in imported ? imported.name : imported.value;
          known.functions.set(local.name, name);
        }
      },
      VariableDeclarator({ id, init }) {
        if (init && comesFromLibrary(init, known)) learn(id, known);
      },
      ForOfStatement({ left, right }) {
        if (!comesFromLibrary(right, known)) return;
        if (left.type !== "VariableDeclaration") return;
        for (const { id } of left.declarations) learn(id, known);
      },
      FunctionDeclaration: learnTyped,
      FunctionExpression: learnTyped,
      CallExpression(node) {
        const callee = calleeOf(node);
        const from = callee.type === "MemberExpression" ? callee.object : node;
        if (!comesFromLibrary(from, known)) return;
        for (const callback of callbacksIn(node.arguments)) {
          for (const parameter of callback.params) {
            if (parameter.type !== "TSParameterProperty") {
              learn(parameter, known);
            }
          }
        }
      },
      ArrowFunctionExpression(node) {
        learnTyped(node);
        const { parent, body } = node;
        if (
          parent.type !== "CallExpression" || body.type === "BlockStatement"
        ) {
          return;
        }
        if (DROPPING.has(calleeName(calleeOf(parent)))) reportDropped(body);
      },
      AwaitExpression({ argument }) {
        for (const node of callsOf(argument)) {
          if (!known.isUser || !isObservable(node, known)) continue;
          context.report({ node, message: AWAITED, hint: AWAITED_HINT });
        }
      },
      ExpressionStatement({ expression }) {
        reportDropped(expression);
      },
    };
  },
};

/** A plugin as `deno lint` takes it; `Deno.lint.Plugin`, by its structure. */
export interface LintPlugin {
  /** The prefix of the names of its rules. */
  readonly name: string;
  /** The rules, each of which makes a visitor of a file's syntax tree. */
  readonly rules: {
    readonly [name: string]: { create(context: never): object };
  };
}

/** The plugin, with its one rule. */
const plugin: LintPlugin = {
  name: "rxgroupme",
  rules: { "no-unsubscribed-command": rule },
};

export default plugin;

/** The calls whose values an expression may have. */
function callsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case "CallExpression":
      return [node];
    case "ChainExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
      return callsOf(node.expression);
    case "UnaryExpression":
      return node.operator === "void" ? callsOf(node.argument) : [];
    case "LogicalExpression":
      return [node.left, node.right].flatMap(callsOf);
    case "ConditionalExpression":
      return [node.consequent, node.alternate].flatMap(callsOf);
    default:
      return [];
  }
}

/** Whether an expression is a call that gives an Observable of the library. */
function isObservable(node: Node, known: Known): boolean {
  if (node.type !== "CallExpression") return false;
  const callee = calleeOf(node);
  if (callee.type === "Identifier") {
    return isCommand(known.functions.get(callee.name));
  }
  return callee.type === "MemberExpression" &&
    !isQuiet(calleeName(callee)) && comesFromLibrary(callee.object, known);
}

/** Whether an expression is reached from a value or a function of the library. */
function comesFromLibrary(node: Node, known: Known): boolean {
  switch (node.type) {
    case "Identifier":
      return known.values.has(node.name);
    case "MemberExpression":
      return comesFromLibrary(node.object, known) ||
        isClass(node.object, known);
    case "CallExpression": {
      const callee = calleeOf(node);
      if (callee.type !== "Identifier") {
        return !isSubscribing(calleeName(callee)) &&
          comesFromLibrary(callee, known);
      }
      const [first] = node.arguments;
      if (first && isAwaiting(callee.name)) {
        return comesFromLibrary(first, known);
      }
      const name = known.functions.get(callee.name);
      return isFactory(name) || isCommand(name);
    }
    case "NewExpression":
      return isClass(node.callee, known);
    case "ChainExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
      return comesFromLibrary(node.expression, known);
    case "AwaitExpression":
      return comesFromLibrary(node.argument, known);
    default:
      return false;
  }
}

/** Whether it is `Client` itself, of which everything else is made. */
function isClass(node: Node, known: Known): boolean {
  return node.type === "Identifier" &&
    known.functions.get(node.name) === "Client";
}

/** Takes a name for a value of the library, destructured or not. */
function learn(pattern: Node, known: Known): void {
  if (pattern.type === "Identifier") known.values.add(pattern.name);
  if (pattern.type === "ArrayPattern") {
    for (const it of pattern.elements) if (it) learn(it, known);
  }
  if (pattern.type !== "ObjectPattern") return;
  for (const property of pattern.properties) {
    if (property.type === "Property") learn(property.value, known);
  }
}

type Callback =
  | Deno.lint.ArrowFunctionExpression
  | Deno.lint.FunctionExpression;

/** The functions among arguments, also within those of operators. */
function callbacksIn(nodes: readonly Node[]): Callback[] {
  return nodes.flatMap((node) => {
    switch (node.type) {
      case "ArrowFunctionExpression":
      case "FunctionExpression":
        return [node];
      case "CallExpression":
        return callbacksIn(node.arguments);
      case "ObjectExpression":
        return callbacksIn(
          node.properties.flatMap((it) =>
            it.type === "Property" ? [it.value] : []
          ),
        );
      default:
        return [];
    }
  });
}

/** The function that is called; `a?.b()` has it in a chain of its own. */
function calleeOf({ callee }: Deno.lint.CallExpression): Node {
  return callee.type === "ChainExpression" ? callee.expression : callee;
}

function calleeName(callee: Node): string {
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" &&
      callee.property.type === "Identifier"
    ? callee.property.name
    : "";
}
