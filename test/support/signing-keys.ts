import { createPrivateKey } from "node:crypto";
import type { PrivateKeySource } from "../../src/tokens/index.ts";

/** One private key for each algorithm, for tests alone: always the same, and public. */
const pemByAlgorithm = {
  RS256: `-----BEGIN PRIVATE KEY-----
MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCgPVZp96XR0r5n
QHpLZxxmJfLJdZqvmtxGyqZK3G6wGNvAiUx6A4WQEVVw/uT1iTvz6blqcz7dQkWn
XVsLEZzNipB7lRywZLpy4oPWiP8YRG8++omiRzWb3L7bQWrl1l9eD8oz0uDmM1UY
Tx+H2Zy+kkBKOwqI3LDbwS10v7p+Y3ZmIOy8ZhvGZcb+tCRBzd7BT6+asdbTusAO
gn+uWscXbjH/YrTGmehLAEAi5/Dc52cerngLIGbNzPLKkdMSbUJMKILCpyJqMmxW
IfBj8/zEKKgM8/u2bATY0NNMNPCZjMqWMz8zwdM+J1CA0kUMfyr8Aognccu0KWyE
m/lTeLOxAgMBAAECggEAIxYLK9zL9CufAWC+5m/Hah55EN+tZTIVdXK+ArpNikWH
KJtnoXfP8QG6oalOXO0VsYzFyqc9ZpkyQzlPzBapLOBgTo8R3xXPNYSftYP9x0SE
z1dwd5X8CQrGx5+FVpof+6qdbceI8x7eTRpWHxrpFVlUtmxDHECmgRfFakDpBu9L
exI+TAgF5tdj/hO8qf5Xxk8g7T5WxN6SKwHAii/ySckOHcUWX5K8XIuAmnkvbT2Y
PX/tGlh/kovxpjPRiffj7q5osXui7R+bsVCzLIy4gG7SXsja8HG1414CynW853al
v74/X7+Wim2RZhl4H8WeWPaZjA5Qht440z8i2o1Z+QKBgQDZjpXLslyyIFjbLe+p
OitDDhv8zp50rPijMYQt/Y7Ep2DvoCkmvIby7ehJjEi9bvWaMi7ozNGfOiU2ek1g
rW1HP96fxhzqKsv/NAHqweZhnQtUItnpUowe3OOHYoXDHM2uym4FncafidkhDe0g
2kns/SPzzr7BO/WKypnslj0/9wKBgQC8jfETlUm1Ty8EDSRWiNkhajir54a8HQeP
5rw/tZG8i+S6qxfxN2cgnrXlSMXqNSkKoTYxHb1Q42hLR0kgHx00Mj7WUnxeaT4Y
Dpn3MjxTzxr+imNBW1Xrh+YxiY3vj+DyXXw9lQAxIpawZnaRGnM3GVzEwHUpj5hT
KTi1eQuPlwKBgHvWfwwhLkSyxwGUZ1yj4OZdjK7eCjKOF0YFtKDdOTxVrocYWvRS
0lpL9DKRaQJzu9gXAr6/f/8sAOy+t3b1oUOyZo36HpFo5RAS0ZiI4RPlagJtiC8Z
LuuOfvGcsll69tWtIu2NfvdnZzI6lCVkPDpraeCpacni0IU9iFq0to7HAoGAI0dT
gdx+zAOiwllLIT29knjzXYaWOQAdeBktw6XPPL3X7+0vL5y0GPBZDCtPjIChyzFa
mFn+H/JMgzk1P2NS7X8xLpyEVI3QZmPk/tFRZETtwg5Wf9X8/3KP6VjZS6dZ6T8A
je0g+hCErUCekoumXvrJ1q5DvaD2WSjvSVT6isUCgYBc7uKjUSLf2NqoxBjQtpLp
9/F+a2G3Ag4BB5uvOSbrGnXttQ2idGi2iOyIL74OW/dnt764r6dYpSaA2x5+kvMJ
bZoiJrtMiS4f1yqej+xXeyjyo/I9FoUthrjdpa0QZP/gFCVem5UTKkRMnL9tPO/f
hS6Sc9WwsQEx2RH1ApzjrA==
-----END PRIVATE KEY-----
`,
  ES256: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQJq8RcFUB/Raei9y
hDre7E+gwL8oIS9NkgWQhAbDdEChRANCAARxq6zWQAdXCXyvmd0+AIIpDLDpAv1E
OnPuuY/CedT1AKdOy25gi6cl4ose6ztDCNaATOHkJ7irhSrZHzyFMEun
-----END PRIVATE KEY-----
`,
  EdDSA: `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIP0BULzwtgr0lqPdAULrfAoZYz39dCFAkkaBpF1Quok2
-----END PRIVATE KEY-----
`,
} as const;

/** A source of private keys that always gives the same one. */
export const fixedKeys: PrivateKeySource = async (algorithm) => createPrivateKey(pemByAlgorithm[algorithm]);
