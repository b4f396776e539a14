"""What selections choose under rules of admissibility, and how well that predicts rows left out: choices.py CELLS...

CELLS are files that AdmissibilityTrial.java wrote. A rule A/B asks A numbers of its own rows for each parameter that a
component has for itself, and B numbers of all rows for each parameter; a row tells as many numbers as it has features.
Among the cells that a rule admits, the lowest BIC is chosen. Its shortfall is by how much its mean log-density of rows
left out is below that of the best of all cells.
"""

import sys

LARGEST_SHORTFALL = 10  # of one set in a sum, as one chosen spike would outweigh everything


def own_parameters(model, d):
    volume, shape, orientation = model
    return (d + (volume == "V") + (d - 1 if shape == "V" else 0)
            + (d * (d - 1) // 2 if orientation == "V" else 0))


def read(files):
    sets = {}
    for file in files:
        with open(file) as lines:
            for line in list(lines)[1:]:
                part = line.split()
                n, d = int(part[1]), int(part[2])
                components = [[float(x) for x in text.split(",")] for text in part[10:]]
                sets.setdefault(part[0], []).append({
                    "n": n, "d": d, "name": part[3] + "," + part[4], "parameters": int(part[5]), "bic": float(part[6]),
                    "mean": float(part[7]), "loo": float(part[8]), "fewest": min(c[0] for c in components),
                    "least": min(c[1] for c in components),
                    "own": min(c[0] for c in components) * d / own_parameters(part[3], d),
                    "all": n * d / int(part[5])})
    return sets


def chosen(cells, own, everything):
    admitted = [c for c in cells if c["own"] >= own * (1 - 1e-6) and c["all"] >= everything]
    return min(admitted, key=lambda c: (c["bic"], c["parameters"])) if admitted else None


def main(files):
    sets = read(files)
    rules = [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 3), (4, 4)]
    print("set rows x features: cell, parameters, BIC, mean log-density, the same of rows left out; fewest rows of a")
    print("component, least variance of a component relative to that within components; the rules that choose it")
    for name, cells in sets.items():
        best = max(cells, key=lambda c: c["loo"])
        print(f"{name} {cells[0]['n']} x {cells[0]['d']}, best {best['name']} {best['loo']:.3f}")
        choices = {}
        for own, everything in rules:
            choice = chosen(cells, own, everything)
            if choice:
                choices.setdefault(choice["name"], (choice, []))[1].append(f"{own}/{everything}")
        for choice, by in choices.values():
            print(f"  {choice['name']:6} {choice['parameters']:4} {choice['bic']:9.1f} {choice['mean']:8.3f} {choice['loo']:10.3f}"
                  f" {choice['fewest']:6.1f} {choice['least']:8.1e}  {' '.join(by)}")
    print("\nsum of the shortfalls, of each set 10 at most, and how many are above 1: rows numbers for each parameter of all,"
          "\ncolumns for each of a component's own")
    columns = (0, 1, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6)
    print("        " + "".join(f"{own:>10}" for own in columns))
    for everything in (0, 1, 2, 2.5, 3, 3.5, 4):
        row = f"{everything:<8}"
        for own in columns:
            shortfalls = [max(c["loo"] for c in cells) - chosen(cells, own, everything)["loo"]
                          for cells in sets.values() if chosen(cells, own, everything)]
            row += f"{sum(min(s, LARGEST_SHORTFALL) for s in shortfalls):7.2f} {sum(s > 1 for s in shortfalls):2}"
        print(row)


main(sys.argv[1:])
