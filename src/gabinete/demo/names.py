"""Fictitious people: common first and last names of the region, joined by chance."""

from random import Random

WOMEN = (
    "Elena", "Lucía", "Rosa", "Ana", "Sofía", "Marisol", "Guadalupe", "Beatriz", "Norma", "Irma", "Claudia", "Patricia",
    "Leticia", "Verónica", "Alma", "Dulce", "Karla", "Fernanda", "Ximena", "Teresa", "Silvia", "Olivia", "Graciela",
)  # fmt: skip
MEN = (
    "Marcos", "Tomás", "Iván", "Ramón", "Saúl", "Héctor", "Rubén", "Jesús", "Alonso", "Ernesto", "Gilberto", "Martín",
    "Óscar", "Rafael", "Sergio", "Efraín", "Julián", "Abel", "Noé", "Fausto", "Ulises", "Manuel", "Gerardo",
)  # fmt: skip
SURNAMES = (
    "Robles", "Ibarra", "Ávila", "Montaño", "Félix", "Quijada", "Soto", "Bojórquez", "León", "Cota", "Valenzuela", "Encinas",
    "Duarte", "Gastélum", "Noriega", "Tapia", "Coronado", "Moreno", "Salido", "Grijalva", "Ruelas", "Cano", "Acuña", "Ríos",
    "Munguía", "Yescas", "Peralta", "Figueroa", "Burruel", "Othón", "Siqueiros", "Bustamante", "Córdova", "Urías", "Amavizca",
    "Carranza", "Durazno", "Esquer", "Gámez", "Huidobro", "Islas", "Jocobi", "Lagarda", "Murrieta", "Navarrete", "Ochoa",
)  # fmt: skip


def full_name(random: Random, taken: set[str]) -> str:
    """Return a name nobody else has yet and remember it."""
    while True:
        first = random.choice(random.choice((WOMEN, MEN)))
        name = f"{first} {random.choice(SURNAMES)} {random.choice(SURNAMES)}"
        if name not in taken:
            taken.add(name)
            return name
