import { ApiError } from "../projects/index.ts";

/** ITU-T E.164: a country code, which does not begin with zero, and up to 15 digits in all. */
const e164Pattern = /^\+[1-9][0-9]{1,14}$/;

/** The phone number, in E.164 form or empty for none; throws `invalid_phone_number` for anything else. */
export function checkedPhoneNumber(text: string): string {
  if (text !== "" && !e164Pattern.test(text)) throw new ApiError("invalid_phone_number");
  return text;
}
