// Adds a custom authentication factor to a session that is there already: SESSION_TOKEN is the session_token
// that log-in.mjs has printed. Without it a new session is made.
import { randomUUID } from 'node:crypto';
import * as stytch from 'stytch';
import { createJWT } from './create-jwt.mjs';

const client = new stytch.Client({
  project_id: process.env.PROJECT_ID,
  secret: process.env.SECRET,
  env: process.env.CLAIMSMITH_URL,
});

// Stands for whatever your application checks: a hardware token, a code by letter, a face at a counter.
async function validateCustomFactor() {
  return { validation_id: process.env.VALIDATION_ID ?? `validation-${randomUUID()}` };
}

validateCustomFactor()
  .then(validation => createJWT({
    email: 'ada.lovelace@example.com',
    role_assignments: ['editor', 'reader'],
    user_id: 'user_123456',
    // ID of the validation event - will be passed to the Stytch session as
    // trusted_auth_token_factor.token_id
    token_id: validation.validation_id,
  }))
  .then(jwt => {
    const params = {
      profile_id: process.env.PROFILE_ID,
      token: jwt,
      // Pass a session token in to add your custom factor to an existing session
      session_token: process.env.SESSION_TOKEN,
    };

    return client.sessions.attest(params);
  })
  .then(resp => {
    console.log(resp);
  })
  .catch(err => {
    console.log(err);
    process.exitCode = 1;
  });
