import { assert } from "@std/assert";
import type { Criteria, Group, Member, Message } from "@rxgroupme/client";
import { type Same, same } from "../support/same.ts";

type Has<T, Name extends string> = Name extends keyof T ? true : false;
type Takes<T, V> = V extends T ? true : false;

Deno.test("Criteria take the accessors of a thing, by their types", () => {
  same<Same<Criteria<Group>["name"], string | undefined>>();
  same<Same<Criteria<Group>["name__contains"], string | undefined>>();
  same<Same<Criteria<Group>["createdAt__gt"], Date | undefined>>();
  same<Same<Criteria<Group>["messagesCount__ge"], number | undefined>>();
  same<Same<Criteria<Member>["roles__contains"], string | undefined>>();
  same<Same<Criteria<Message>["isSystem"], boolean | undefined>>();
  const tests: Criteria<Group> = { name: "Family", createdAt__gt: new Date(0) };
  assert(tests);
});

Deno.test("Criteria take nothing else", () => {
  same<Same<Has<Criteria<Group>, "name">, true>>();
  same<Same<Has<Criteria<Group>, "nmae">, false>>();
  same<Same<Has<Criteria<Group>, "name__like">, false>>();
  same<Same<Has<Criteria<Message>, "isSystem__lt">, false>>();
  same<Same<Has<Criteria<Group>, "createdAt__contains">, false>>();
  same<Same<Has<Criteria<Group>, "post">, false>>();
  same<Same<Has<Criteria<Group>, "data">, false>>();
  same<Same<Takes<Criteria<Group>, { name: string }>, true>>();
  same<Same<Takes<Criteria<Group>, { name: number }>, false>>();
});
