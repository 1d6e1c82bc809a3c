// Mints a JWT of your own and exchanges it for a session of a user.
import * as stytch from 'stytch';
import { createJWT } from './create-jwt.mjs';

const client = new stytch.Client({
  project_id: process.env.PROJECT_ID,
  secret: process.env.SECRET,
  env: process.env.CLAIMSMITH_URL,
});

createJWT({
  email: 'ada.lovelace@example.com',
  role_assignments: ['editor', 'reader'],
  user_id: 'user_123456',
})
  .then(jwt => {
    const params = {
      profile_id: process.env.PROFILE_ID,
      token: jwt,
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
