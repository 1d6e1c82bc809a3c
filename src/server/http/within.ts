import { ApiError } from "../../projects/index.ts";

/**
 * What some work comes to, if it does within a time, in milliseconds. Else rejects with the `ApiError`
 * `service_unavailable`; the work goes on, and what comes of it is nobody's any more.
 */
export async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiError("service_unavailable", TOO_LONG)), milliseconds);
  });
  try {
    return await Promise.race([work(), end]);
  } finally {
    clearTimeout(timer);
  }
}

const TOO_LONG = "the request took too long, and may have been done nevertheless";
