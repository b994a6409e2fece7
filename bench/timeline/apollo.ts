import { gql, InMemoryCache } from "@apollo/client";
import type { Load, Said } from "./contender.ts";

const LIST = gql`
  query Messages { messages { id userId text at likes } }
`;
const ONE = gql`
  fragment One on Message { id userId text at likes }
`;

function node(message: Said) {
  return { __typename: "Message", ...message };
}

/** A normalized cache, and a query of the list that is watched. */
export const load: Load = (messages) => {
  const cache = new InMemoryCache();
  cache.writeQuery({
    query: LIST,
    data: { messages: messages.map(node) },
  });
  let shown: ArrayLike<unknown> = [];
  cache.watch({
    query: LIST,
    optimistic: true,
    immediate: true,
    callback: ({ result }) => {
      const { messages } = result as { messages: ArrayLike<unknown> };
      shown = messages;
    },
  });
  const rewrite = (message: Said) => {
    cache.writeFragment({
      id: `Message:${message.id}`,
      fragment: ONE,
      data: node(message),
    });
    return shown;
  };
  return {
    write: (message) => {
      const ref = cache.writeFragment({
        id: `Message:${message.id}`,
        fragment: ONE,
        data: node(message),
      });
      cache.modify({
        fields: {
          messages: (list) => [...list as readonly unknown[], ref] as never,
        },
      });
      return shown;
    },
    edit: rewrite,
    react: rewrite,
  };
};
