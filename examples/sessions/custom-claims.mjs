// Adds, changes and deletes custom claims of a member's session, whole ones and nested ones.
// SESSION_TOKEN is the session_token that an attest has answered with.
import * as stytch from 'stytch';

const client = new stytch.B2BClient({
  project_id: process.env.B2B_PROJECT_ID,
  secret: process.env.B2B_SECRET,
  env: process.env.CLAIMSMITH_URL,
});

const session_token = process.env.SESSION_TOKEN;

async function send(session_custom_claims) {
  const { member_session } = await client.sessions.authenticate({ session_token, session_custom_claims });
  return member_session.custom_claims;
}

try {
  console.log('add', await send({ key_1: 1, key_2: 2 }));
  console.log('change', await send({ key_1: 9 }));
  // Supply a null value to delete a key
  console.log('delete', await send({ key_1: null }));
  // Nested values are added, changed and deleted by the same methods
  console.log('nest', await send({ key_3: { nested_1: 'val1', nested_2: 'val2' } }));
  console.log('nested', await send({ key_3: { nested_1: null, nested_3: 'val3' } }));
} catch (err) {
  console.log(err);
  process.exitCode = 1;
}
