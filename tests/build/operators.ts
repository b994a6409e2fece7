import { readText } from "../../_tools/project.ts";

/**
 * Finds the operators that a module exports.
 *
 * @param path Its path from the top of the checkout.
 * @returns The file of each, by its name.
 */
export async function operatorsOf(path: string): Promise<Map<string, string>> {
  const statements = (await readText(path))
    .matchAll(/export \{([^}]*)\} from "\.\/(lib\/operators\/[^"]+)"/g);
  const found = new Map<string, string>();
  for (const [, names = "", file = ""] of statements) {
    for (const name of names.split(",").map((it) => it.trim())) {
      if (name && !name.startsWith("type ")) found.set(name, file);
    }
  }
  return found;
}
