/*
 * Every limit of sessions, each with its unit in the name. A value equal to a limit passes; one more does not.
 */

/** The shortest duration that can be asked for. */
export const minDurationMinutes = 5;

/** The longest duration that can be asked for: 366 days. */
export const maxDurationMinutes = 527_040;

/** The duration of a new session that none is asked for. */
export const defaultDurationMinutes = 60;

/** Factors of one session. */
export const maxFactors = 20;

/** Live sessions of one member or user: beyond, the oldest end, at most a minute late. */
export const maxSessions = 1000;

/** Sessions that are read at a time where all of a member or user are. */
export const sessionsPerPage = 100;

/** An access that changes nothing else is written down once in this time. */
export const accessIntervalMilliseconds = 60_000;

/** An end of a session that moves by less is not written: requests that come at once, each with a duration, write one. */
export const minMoveMilliseconds = 5000;

/**
 * The time for which the record of a token that is used up is kept beyond the token's `exp`: the greatest leeway of a
 * profile, and as much again for servers whose clocks differ.
 */
export const usedTokenKeptMilliseconds = 1_200_000;
