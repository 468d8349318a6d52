/** `powersOfTwo[e + 1074]` is 2^e, for every e from −1074 to 1023. */
export const powersOfTwo = new Float64Array(2098)

for (let e = 0, up = 1; e <= 1023; e++, up *= 2) powersOfTwo[e + 1074] = up
for (let e = -1, down = 0.5; e >= -1074; e--, down /= 2) powersOfTwo[e + 1074] = down
