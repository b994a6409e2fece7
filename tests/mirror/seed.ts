/** The seed of the property tests here; another one by `RXGROUPME_SEED`. */
export const SEED: number = Number(Deno.env.get("RXGROUPME_SEED") ?? 20261128);

console.log(`tests/mirror: seed ${SEED}`);
