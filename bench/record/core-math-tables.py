"""Writes src/core/exp-table.ts and src/core/log-table.ts: 2^(i/128) and ln(i/128), each as a double and what it leaves out.

Needs mpmath. Run from the root of the repository: python bench/record/core-math-tables.py
"""
import mpmath as mp

mp.mp.prec = 300

opening = """// Written by bench/record/core-math-tables.py.
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: a table, in which the root of 2 is one entry of many.

"""


def literal(value):
    text = repr(float(value))
    return text[:-2] if text.endswith(".0") else text


def table(name, comment, values):
    numbers = ", ".join(literal(value) for value in values)
    return f"/** {comment} */\nexport const {name} = new Float64Array([{numbers}])\n"


steps = [mp.mpf(2) ** (mp.mpf(i) / 128) for i in range(128)]
scale = [float(step) for step in steps]
rest = [float((step - mp.mpf(head)) / mp.mpf(head)) for step, head in zip(steps, scale)]
with open("src/core/exp-table.ts", "w") as file:
    file.write(opening)
    file.write(table("expScale", "2^(i / 128), rounded to a double.", scale) + "\n")
    file.write(table("expRest", "What `expScale[i]` leaves out of 2^(i / 128), as a share of it.", rest))

first, last = 90, 181
logs = [mp.log(mp.mpf(i) / 128) for i in range(first, last + 1)]
# Heads are multiples of 2^-42, so that adding a multiple of ln2Head is exact.
heads = [mp.nint(value * 2**42) / 2**42 for value in logs]
with open("src/core/log-table.ts", "w") as file:
    file.write(opening)
    file.write("/** The i of the first entry of both tables. */\n")
    file.write(f"export const logFirst = {first}\n\n")
    file.write(table("logHead", "ln(i / 128), rounded to a multiple of 2^-42.", heads) + "\n")
    file.write(table("logRest", "What `logHead` leaves out of ln(i / 128).", [v - h for v, h in zip(logs, heads)]))

ln2 = mp.log(2)
head = mp.nint(ln2 * 2**42) / 2**42
print("log ln2Head", literal(head), "ln2Rest", literal(ln2 - head))
step = ln2 / 128
head = mp.nint(step * 2**41) / 2**41
print("exp stepHead", literal(head), "stepRest", literal(step - head), "perStep", literal(1 / step))
