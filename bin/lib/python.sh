# Sourced by the commands of bin/: finds a Python that is new enough and puts it in $PYTHON.
# GABINETE_PYTHON wins. Kept in plain POSIX sh, because it runs before anything is known of the machine.
# Messages avoid accents: the terminal's encoding is not known yet either.
find_python() {
    for candidate in "${GABINETE_PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            PYTHON=$candidate
            return 0
        fi
    done
    return 1
}

if ! find_python; then
    {
        echo "gabinete: se necesita Python 3.11 o posterior y no se encontro."
        if command -v python3 >/dev/null 2>&1; then
            echo "  En esta maquina hay: $(python3 --version 2>&1)."
        fi
        echo "  Debian o Ubuntu:  apt-get install python3 python3-venv"
        echo "  Otra ubicacion:   GABINETE_PYTHON=/ruta/a/python3.12 ./bin/start"
    } >&2
    exit 3
fi
