import { assert } from "@std/assert";
import type { Group, Member, Message, Tests } from "@rxgroupme/client";
import { type Same, same } from "../support/same.ts";

type Has<T, Name extends string> = Name extends keyof T ? true : false;
type Takes<T, V> = V extends T ? true : false;

Deno.test("Tests take the accessors of a thing, by their types", () => {
  same<Same<Tests<Group>["name"], string | undefined>>();
  same<Same<Tests<Group>["name__contains"], string | undefined>>();
  same<Same<Tests<Group>["createdAt__gt"], Date | undefined>>();
  same<Same<Tests<Group>["messagesCount__ge"], number | undefined>>();
  same<Same<Tests<Member>["roles__contains"], string | undefined>>();
  same<Same<Tests<Message>["isSystem"], boolean | undefined>>();
  const tests: Tests<Group> = { name: "Family", createdAt__gt: new Date(0) };
  assert(tests);
});

Deno.test("Tests take nothing else", () => {
  same<Same<Has<Tests<Group>, "name">, true>>();
  same<Same<Has<Tests<Group>, "nmae">, false>>();
  same<Same<Has<Tests<Group>, "name__like">, false>>();
  same<Same<Has<Tests<Message>, "isSystem__lt">, false>>();
  same<Same<Has<Tests<Group>, "createdAt__contains">, false>>();
  same<Same<Has<Tests<Group>, "post">, false>>();
  same<Same<Has<Tests<Group>, "data">, false>>();
  same<Same<Takes<Tests<Group>, { name: string }>, true>>();
  same<Same<Takes<Tests<Group>, { name: number }>, false>>();
});
