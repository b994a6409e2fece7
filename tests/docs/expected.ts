/** A line as it is, or what it is like. */
export type Line = string | RegExp;

/**
 * What each program of the documentation must be seen to do, by its name, as
 * lines that come in this order among others. In the minute that it has, Ada
 * says "!ping" and "Good morning" in the group, Bo praises followers, and Ada
 * makes it "Good evening".
 */
export const expected: { readonly [name: string]: readonly Line[] } = {
  "README.md: A first program": [
    "+ Ines Calder: Hello from a stream",
    "Ada: !ping",
    "Ada: Good morning",
  ],
  "README.md: What becomes of messages": [
    /^POST api\.groupme\.com\/v4\/read_receipts\/1234$/,
    /^POST api\.groupme\.com\/v3\/messages\/1234\/\d+\/like$/,
    /^DELETE api\.groupme\.com\/v3\/conversations\/1234\/messages\/\d+$/,
    /^edited \d+$/,
  ],
  "README.md: Plans": [
    /^https:\/\/groupme\.com\/join_event\/1234\//,
    /^Dinner: \d+ going$/,
  ],
  "README.md: Who comes and goes": [
    "GET api.groupme.com/v3/groups/1234/pending_memberships",
    'joined [ "7305518" ]',
  ],
  "README.md: Files": [
    "+ Ines Calder: The tides",
    /^[0-9a-f-]{36}: 15 bytes$/,
    /^[0-9a-f-]{36}: 16 bytes$/,
  ],
  "README.md: Polls": [
    /^poll \d{16} is open$/,
    "created Which pier? undefined",
    "finished What is for dinner? [ 1, 0 ]",
  ],
  "README.md: Who waits for an answer": [
    "Dov []",
    /^DELETE api\.groupme\.com\/v3\/chats\/\d+$/,
  ],
  "mod.ts: Follow a group live": ["Ada: !ping", "Ada: Good morning"],
  "mod.ts: Post a message once, however often it is retried": [
    "+ Ines Calder: Dinner at six?",
    /^It is message \d+$/,
  ],
  "lib/changes/apply_change.ts: Show a page, and what becomes of its messages":
    [/"low tide at sx"/],
  "lib/changes/changes.ts: What is said, and what becomes of it": [
    /^\d+ was edited$/,
  ],
  "lib/changes/delete_message.ts: Take a message back": [
    /^DELETE api\.groupme\.com\/v3\/conversations\/1234\/messages\/\d+$/,
  ],
  "lib/changes/edit_message.ts: Mend a typing error": [
    "+ Ines Calder: Dinner at sx?",
    /^PUT api\.groupme\.com\/v4\/groups\/1234\/messages\/\d+$/,
    "Dinner at six?",
  ],
  "lib/changes/mod.ts: Mend a typing error, and show what others change": [
    "+ Ines Calder: low tide at sven",
    /^PUT api\.groupme\.com\/v4\/groups\/1234\/messages\/\d+$/,
    /^\d+ was edited$/,
    /^\d+ was edited$/,
  ],
  "lib/changes/operators.ts: Moderate a group": [
    /^DELETE api\.groupme\.com\/v3\/conversations\/1234\/messages\/\d+$/,
  ],
  "lib/changes/pin_message.ts: List what is pinned": [
    /^\[ "low tide at sx" \]$/,
  ],
  "lib/cli/mod.ts: In a test, against a simulator": [/^0 \d+.*\tTide Pool\n$/],
  "lib/client.ts: Post to the group called Family": [
    "+ Ines Calder: Dinner at six?",
    /^\d+$/,
  ],
  "lib/compose/compose.ts: Greet who is in a group": [
    "+ Ines Calder: Hi @Ines Calder, @Ada, @Bo the cook \ufffd",
  ],
  "lib/compose/pieces_of.ts: Render a message": [
    "text !ping",
    "text Good morning",
  ],
  "lib/cursors/deno_kv.ts: Go on after a restart": [
    "Ada !ping",
    "Ada Good morning",
  ],
  "lib/cursors/durable_object.ts: Catch up whenever the alarm rings": [
    "!ping",
    "Good morning",
  ],
  "lib/cursors/memory.ts: Stop a tail, and go on later": [
    "!ping",
    "Good morning",
    "two are enough",
  ],
  "lib/cursors/web_storage.ts: Go on after a reload": [
    "Ada !ping",
    "Ada Good morning",
  ],
  "lib/cursors/workers_kv.ts: Catch up at each cron trigger of a Worker": [
    "!ping",
    "Good morning",
  ],
  "lib/filters/filter.ts: The members whose nickname tells what they do": [
    "Bo the cook",
  ],
  "lib/filters/criteria.ts: Criteria of a group": ["1234"],
  "lib/init/mod.ts: In a program": [
    /^2 error: There is no starter "boat": choose one of bot, /,
  ],
  "lib/lint/deno_plugin.ts: Both ways to run a command": [
    "+ Ines Calder: Low tide at six",
    "+ Ines Calder: Bring nets",
    "Bring nets",
  ],
  "lib/log/log.ts: Log what a page of groups takes": [
    / DEBUG GET \/v3\/groups$/,
    / INFO {2}GET \/v3\/groups 200 in \d+ ms$/,
  ],
  "lib/log/mod.ts: Log as JSON": [
    /^\{"time":".*","level":"info","message":"GET \/v3\/groups 200 in .*"status":200/,
  ],
  "lib/oauth.ts: Send a visitor to sign in": [
    /^302 https:\/\/oauth\.groupme\.com\/.*\?client_id=your%20client%20id$/,
  ],
  "lib/oauth.ts: Read the URL of a page": [
    "https://your.page/?tab=groups",
    "Ines Calder",
  ],
  "lib/operators/commit.ts: A relay that survives restarts": [
    "POST relay.example/",
    "POST relay.example/",
  ],
  "lib/operators/download.ts: Download the pictures of a group": [
    /^GET i\.groupme\.com\//,
    /^https:\/\/i\.groupme\.com\/\S+ \d+$/,
  ],
  "lib/operators/find_one.ts: One group by its name": ["1234"],
  "lib/operators/post.ts: Tell one group": [
    "+ Ines Calder: Dinner at six, Family?",
    /^\d+$/,
  ],
  "lib/operators/reply.ts: Answer to pings": ["+ Ines Calder: pong, Ada"],
  "lib/paging/pager.ts: The whole history of a group, one message at a time": [
    /Z tide 119$/,
    /Z tide 1$/,
    /Z tide 0$/,
  ],
  "lib/polls/mod.ts: Ask a group, and show the votes as they come": [
    '[ "Four: 0", "Nine: 0" ]',
  ],
  "lib/polls/poll_changes.ts: Show what happens to polls": [
    "finished: What is for dinner?",
  ],
  "lib/polls/polls.ts: Vote for the first option of each open poll": [
    /^POST api\.groupme\.com\/v3\/poll\/1234\/\d{16}\/1$/,
    'What is for dinner? [ "1" ]',
  ],
  "lib/push/tabs/share_tabs.ts: In a page": ["line.create", "line.create"],
  "lib/push/mod.ts: Who is typing": ["POST push.groupme.com/faye", /^\d+$/],
  "lib/push/push.ts: A live tail that polls only while push is down": [
    "POST push.groupme.com/faye",
    "!ping",
    "Good morning",
  ],
  "lib/push/tabs/mod.ts: In a page, however often it is open": [
    "POST push.groupme.com/faye",
    "Ada !ping",
    "Ada Good morning",
  ],
  "lib/push/transports/websocket.ts: In a page": ["line.create", "line.create"],
  "lib/resources/images/picture_url.ts: A face beside a message": [
    /^\S+ Ada !ping$/,
    /^\S+ Ada Good morning$/,
  ],
  "lib/resources/messages/list_group.ts: Count the messages of each author": [
    /^Map\(\d+\) \{/,
  ],
  "lib/tail/tail.ts: Answer to pings": ["+ Ines Calder: pong"],
  "lib/reactions/mod.ts: Greet back with a reaction": [
    /^POST api\.groupme\.com\/v3\/messages\/1234\/\d+\/like$/,
  ],
  "lib/reactions/reaction_changes.ts: Show reactions as they happen": [
    /^\d+ \[ \{ reaction: "🔥", userIds: \[ "\d+" \] \} \]$/,
  ],
  "lib/reactions/set_reaction.ts: React with fire": [
    /^POST api\.groupme\.com\/v3\/messages\/1234\/\d+\/like$/,
    /^\[ \{ reaction: "🔥", userIds: \[ "\d+" \] \} \]$/,
  ],
  "lib/reactions/watch_reactions.ts: Watch the reactions to a message": [
    "[]",
    /^\[ \{ reaction: "🔥", userIds: \[ "\d+" \] \} \]$/,
  ],
  "lib/calendar/calendar.ts: Show what is to come": [
    /^GET api\.groupme\.com\/v3\/conversations\/1234\/events\/list$/,
    "Dinner 2030-08-08T18:00:00.000Z",
  ],
  "lib/calendar/calendar_changes.ts: Show who goes": [/^Dinner: \d+ going$/],
  "lib/calendar/mod.ts: Plan an event": [
    "POST api.groupme.com/v3/conversations/1234/events/create",
    /^\+ Ines Calder: Ines Calder created event 'Night count'/,
    /^https:\/\/groupme\.com\/join_event\/1234\//,
  ],
  "lib/calendar/rsvp.ts: Go to everything that is to come": [
    "POST api.groupme.com/v3/conversations/1234/events/rsvp",
    "Dinner 2",
  ],
  "lib/membership/joining.ts: Join a group, and wait to be let in": [
    "POST api.groupme.com/v3/groups/1234/join",
    "GET api.groupme.com/v3/memberships/states",
    "You are in",
  ],
  "lib/membership/member_changes.ts: Show who comes and goes": [
    'joined [ "7305518" ]',
  ],
  "lib/membership/mod.ts: Make every member an admin": [
    "GET api.groupme.com/v3/groups/1234/members",
    /^POST api\.groupme\.com\/v3\/groups\/1234\/members\/\d+\/update$/,
    "Ada is an admin",
  ],
  "lib/membership/moderation.ts: Let in who knows the answer": [
    "GET api.groupme.com/v3/groups/1234/pending_memberships",
  ],
  "lib/contacts/contacts.ts: The groups that you share with each of your contacts":
    [
      /^GET v2\.groupme\.com\/users\/\d+$/,
      'Ada [ "Family" ]',
      'Bo the cook [ "Family" ]',
    ],
  "lib/contacts/mod.ts: List the people you know": [
    /^Ada \d+$/,
    /^Bo the cook \d+$/,
  ],
  "lib/read_state/mod.ts: Mark a group as read": [
    /^POST api\.groupme\.com\/v4\/read_receipts\/1234$/,
  ],
  "lib/read_state/read_receipts.ts: Tell when a chat was read": [
    /^\d+ read it at /,
  ],
  "lib/read_state/read_state.ts: How many messages wait, and where": [
    /^\{ groupId: "1234" \} \d+$/,
  ],
  "lib/media/download_files.ts: Keep what a group shares": [
    /^[0-9a-f-]{36}: 16 bytes$/,
  ],
  "lib/media/files.ts: Tell the name and the size of a file": [
    "tides.bin: 300 bytes",
  ],
  "lib/media/mod.ts: Share a file in a group": [
    "POST file.groupme.com/v1/1234/files",
    "+ Ines Calder: The tides",
  ],
  "lib/media/upload_media.ts: Post a picture": [
    "POST m.groupme.com/uploads",
    /^PUT cdn2\.groupme\.com\/uploads\/\w+\/original\.jpg$/,
    /^\+ Ines Calder: /,
  ],
  "lib/media/videos.ts: Post a video": [
    "POST video.groupme.com/transcode",
    "GET video.groupme.com/status",
    /^\+ Ines Calder: /,
  ],
  "lib/topics/every_topic.ts: Everything that is said anywhere": [
    "Ada: !ping",
  ],
  "lib/topics/mod.ts: Make a topic, and write in it": [
    "+ Ines Calder: Who brings the nets?",
  ],
  "lib/topics/topic_changes.ts: Show what happens to topics": [
    /^\d+: created$/,
  ],
  "lib/topics/topics.ts: Read all topics of a group": [/^\[ .* \]$/],
  "lib/tail/tail_group.ts: Show what is said": [
    "Ada: !ping",
    "Ada: Good morning",
  ],
  "lib/testing/mod.ts: Ten seconds of a bot, which take none": ["pong"],
  "lib/testing/mod.ts: What another user does, with its notices and push frames":
    ["Mari edited to: “Low tide at six”", "2"],
  "lib/testing/msw.ts: In the tests of a page or a program": [/"Tide Pool"/],
  "lib/testing/simulator.ts: A group with a million messages": [
    /count: 1000000,/,
  ],
  "lib/testing/clock/virtual_clock.ts: Ten minutes of a timer": [
    "0",
    "1",
    "10",
  ],
  "docs/bot.md: Answer commands": ["!ping pong"],
  "docs/bot.md: Go on where it stopped": [
    "+ Ines Calder: pong",
    "!ping answered",
  ],
  "docs/bot.md: Answer as a bot of GroupMe": ["+ Gull: pong", "!ping answered"],
  "docs/bot.md: Be called instead of asking": ["+ Ines Calder: pong"],
  "docs/bot.md: Greet who comes": [
    "+ Ines Calder: Welcome, Cy!",
    "answered to Cy has joined the group",
  ],
  "docs/bot.md: Greet who comes (2)": ["+ Ines Calder: Welcome, Cy!"],
  "docs/bot.md: Test it": ["!ping pong 2"],
  "docs/errors.md: Tell them apart": ["No such group"],
  "docs/errors.md: Go on without the value": ["Family", "gone"],
  "docs/errors.md: Failures that a tail survives": [
    /^live/,
    "Ada !ping",
    "Ada Good morning",
  ],
  "docs/export.md: One group, as lines of JSON": ["125"],
  "docs/export.md: A part of it": [/Z Ines Calder low tide at sx$/, "one day"],
  "docs/export.md: Its pictures": [
    /^GET i\.groupme\.com\//,
    /^https:\/\/i\.groupme\.com\/\S+ \d+$/,
  ],
  "docs/groups.md: Topics": ["gear: 1 messages", "Ada !ping"],
  "docs/groups.md: Members": ["Family 3 false"],
  "docs/groups.md: Polls": ["Which day? [ 1, 1 ] false"],
  "docs/groups.md: Events": [
    /^POST api\.groupme\.com\/v3\/conversations\/1234\/events\/rsvp$/,
    "Low tide walk",
  ],
  "docs/groups.md: Files": ["low tide at six"],
  "docs/groups.md: People": ['Ada [ "Family" ]'],
  "docs/mirror.md: A copy of everything": [
    /^Family 126 /,
    "Ines Calder low tide at sx",
  ],
  "docs/relay.md: The whole of it": [
    /^POST sink\.example\/hook/,
    /^up to /,
  ],
  "docs/rxjs.md: Nothing happens before you subscribe": [
    "+ Ines Calder: Dinner at six?",
    /^\d+$/,
  ],
  "docs/rxjs.md: Nothing happens before you subscribe (2)": [
    "+ Ines Calder: Dinner at six?",
    /^\d+$/,
  ],
  "docs/rxjs.md: One value, or many": ["3"],
  "docs/rxjs.md: One after the other": ["+ Ines Calder: pong", "pong"],
  "docs/rxjs.md: One after the other (2)": ["tide 119", "tide 60"],
  "docs/rxjs.md: The newest alone": ["Ada !ping", "Ada Good morning"],
  "docs/rxjs.md: Stop": ["!ping", "fifteen seconds are over"],
  "docs/rxjs.md: Share": [
    "Ada !ping",
    "1 so far",
    "Ada Good morning",
    "2 so far",
  ],
  "docs/testing.md: A client without a network": [
    /^Come to Tide Pool: https:/,
    /GET \/v3\/groups\/\d+/,
  ],
  "docs/testing.md: What other people do": [
    "The chart is here 1",
    "Mari pinned a message. 0",
    "2",
  ],
  "docs/testing.md: Time that stands still": ['[ "low tide" ] 0'],
  "docs/testing.md: What goes wrong": ["true 0"],
  "docs/testing.md: Behind msw": ["Tide Pool"],
  "docs/timeline.md: A conversation as one live value": [
    /^live \[\n/,
    "+ Ines Calder: Dinner at six?",
  ],
  "docs/timeline.md: In a framework": [/^\d+ live$/],
  "docs/timeline.md: Messages that are not lost": [
    "sending",
    "+ Ines Calder: Dinner at six?",
    "sent",
  ],
  "docs/testing.md: In a test runner": ["ok: !ping is answered, once"],
  "docs/push.md: Push, and its limits": ["Ada !ping", "Ada Good morning"],
  "docs/push.md: What push tells, and polling does not": [/is typing$/],
  "docs/push.md: In a browser": [/^down/, "line.create"],
  "lib/bot/commands.ts: A bot of two commands": ["+ Ines Calder: pong"],
  "lib/bot/mod.ts: A bot that survives restarts": [
    "+ Ines Calder: pong",
    "!ping answered",
  ],
  "lib/bot/notices.ts: Who comes": ["Cy has joined"],
  "lib/bot/notices.ts: Greet them": ["+ Ines Calder: Welcome, Cy!"],
  "lib/errors/groupme_error.ts: Tell them from mistakes in your own code": [
    "GET api.groupme.com/v3/groups",
  ],
  "lib/mirror/deno_ndjson.ts: Keep a copy as JSON lines": ["1"],
  "lib/mirror/deno_sqlite.ts: Keep a copy in one file": ["1"],
  "lib/mirror/indexeddb.ts: Keep a copy in a browser": ["1"],
  "lib/mirror/mirror.ts: Copies everything into one file": [/^Family \d+$/],
  "lib/mirror/mirrored.ts: Read a group from a copy": ["tide 119", "tide 0"],
  "lib/mirror/mod.ts: Copy everything, and search it": ["1"],
  "lib/mirror/search.ts: Who mentioned the pier, and whether that is all": [
    "There may be more: the copy is not whole.",
  ],
  "lib/operators/catch_up.ts: One run of a relay": [
    /^GET relay\.example/,
    "done",
  ],
  "lib/webhook/sink.ts: Pass on what is said": [
    /^POST sink\.example\/hook/,
    "taken",
  ],
  "lib/timeline/cache.ts: Keep windows on a server": [/^100$/m],
  "lib/timeline/conversations.ts: Show the list, and what is unread": [
    /^Family \d+$/,
    /^Ada \d+$/,
  ],
  "lib/timeline/mod.ts: Show a conversation, and write in it": [
    "+ Ines Calder: Dinner at six?",
    /^!ping$/m,
    /^Good evening$/m,
  ],
  "lib/timeline/outbox.ts: Messages that survive a reload": [
    "0 waiting",
    "1 waiting",
    "+ Ines Calder: Dinner at six?",
    "0 waiting",
  ],
  "lib/timeline/read_place.ts: Begin at the first unread message": [
    /^\d+ (undefined|"\d+"|\d+)$/,
  ],
  "lib/timeline/read_place_of.ts: Tell an index of what was read, too": [
    /^\d+$/,
  ],
  "lib/timeline/timeline.ts: Show a conversation, and write in it": [
    /^live \[\n/,
    "+ Ines Calder: Dinner at six?",
    /^live \[\n/,
  ],
  "lib/timeline/timeline_of.ts: Show what is said": [/"low tide at sx"/],
  "lib/timeline/typing.ts: Show who is typing": ['[ "Ada" ]'],
  "lib/webhook/load_events.ts: Greet who comes": [
    "+ Ines Calder: Welcome, Cy!",
  ],
  "lib/webhook/message_of.ts: Like each message": [
    "200",
    /^POST .*\/messages\/1234\/\d+\/like$/,
  ],
  "lib/webhook/mod.ts: Answer on Deno, and on everything that serves requests like it":
    ["200", "+ tide-bot: You said !ping", "+ tide-bot: You said Good morning"],
  "lib/webhook/dedupe.ts: In Deno KV, for a day": ["!ping", "Good morning"],
  "lib/webhook/webhook.ts: In a Worker": [/^GET sink\.example\/\d+$/, "200"],
  "lib/webhook/webhook.ts: Where nothing may run after the answer": [
    /^GET sink\.example\/\d+$/,
    "200",
  ],
};
