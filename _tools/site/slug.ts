/** The anchor of a section, as GitHub makes it of its title. */
export function slugOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
