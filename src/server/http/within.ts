import { ApiError } from "../../projects/index.ts";

/**
 * The result of some work, if it comes within a time. Else tells that it is late and rejects with the `ApiError`
 * `service_unavailable`; what comes of the work is nobody's any more.
 */
export async function within<T>(
  maxMilliseconds: number,
  work: () => Promise<T>,
  late: () => void = () => {},
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late();
      reject(new ApiError("service_unavailable", tooLong));
    }, maxMilliseconds);
  });
  try {
    return await Promise.race([work(), end]);
  } finally {
    clearTimeout(timer);
  }
}

const tooLong = "the request took too long, and may have been done nevertheless";
