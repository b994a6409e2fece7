import { readText } from "../../_tools/project.ts";

/**
 * Reads the rooms that `docs/architecture.md` draws.
 *
 * @returns The number of each room's layer, which grows from top to bottom.
 */
export async function readDrawing(): Promise<Map<string, number>> {
  const text = await readText("docs/architecture.md");
  const [, drawing = ""] = text.match(/```mermaid\nflowchart TB\n(.*?)```/s) ??
    [];
  const layers = drawing.matchAll(/^ *subgraph \w+\n(.*?)^ *end$/gms);
  return new Map(
    [...layers].flatMap(([, rooms = ""], layer) =>
      rooms.trim().split(/\s+/).map((room) => [room, layer] as const)
    ),
  );
}
