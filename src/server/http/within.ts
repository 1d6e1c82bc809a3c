import { ApiError } from "../../projects/index.ts";

/**
 * The result of some work, if it comes within a time. Else rejects with the `ApiError` `service_unavailable`; the work
 * goes on, and what comes of it is nobody's any more.
 */
export async function within<T>(maxMilliseconds: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiError("service_unavailable", tooLong)), maxMilliseconds);
  });
  try {
    return await Promise.race([work(), end]);
  } finally {
    clearTimeout(timer);
  }
}

const tooLong = "the request took too long, and may have been done nevertheless";
