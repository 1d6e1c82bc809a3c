import { auth0 } from "./auth0.ts";
import { cognito } from "./cognito.ts";
import { entra } from "./entra.ts";
import { entraOneTenant } from "./entra-one-tenant.ts";
import { firebase } from "./firebase.ts";
import { githubActions } from "./github-actions.ts";
import { google } from "./google.ts";
import type { Issuer } from "./issuer.ts";
import { keycloak } from "./keycloak.ts";
import { kubernetes } from "./kubernetes.ts";
import { okta } from "./okta.ts";
import { ownTokens } from "./own-tokens.ts";
import { supabase } from "./supabase.ts";

/** Every issuer, in the order of the page. */
export const issuers: readonly Issuer[] = [
  auth0,
  okta,
  entraOneTenant,
  entra,
  google,
  keycloak,
  cognito,
  firebase,
  supabase,
  githubActions,
  kubernetes,
  ownTokens,
];
