import { entraAccessTokens } from "./entra-access-tokens.ts";
import { foreignSessions } from "./foreign-sessions.ts";
import { peopleOfAnApp } from "./people-of-an-app.ts";
import { samlBridge } from "./saml-bridge.ts";
import type { Shape } from "./shape.ts";

/** Shapes of tokens beside those that the page about issuers has a profile for. */
export const shapes: readonly Shape[] = [samlBridge, foreignSessions, entraAccessTokens, peopleOfAnApp];
