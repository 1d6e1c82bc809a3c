const prime = 2n ** 255n - 19n;
const d = divide(-121665n, 121666n);

/** Whether an encoded point of Ed25519 has an order that divides 8: doubled three times (RFC 8032 §5.1), it is the neutral one. */
export function hasOrderBelowNine(point: Uint8Array): boolean {
  // Little-endian, and the sign of x in the topmost bit: the y of a double depends on y alone.
  const encoded = BigInt(`0x${Buffer.from(point.toReversed()).toString("hex")}`);
  const y = (encoded % 2n ** 255n) % prime;
  return doubled(doubled(doubled(y))) === 1n;
}

function doubled(y: bigint): bigint {
  const ySquared = (y * y) % prime;
  const xSquared = divide(ySquared - 1n, d * ySquared + 1n);
  return divide(ySquared + xSquared, 1n - d * xSquared * ySquared);
}

function divide(numerator: bigint, denominator: bigint): bigint {
  let [result, base] = [modulo(numerator), modulo(denominator)];
  for (let exponent = prime - 2n; exponent > 0n; exponent /= 2n) {
    if (exponent % 2n === 1n) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

function modulo(number: bigint): bigint {
  return ((number % prime) + prime) % prime;
}
