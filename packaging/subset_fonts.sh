#!/bin/sh
# Builds assets/fonts/ from Noto Sans JP: every character Shift_JIS (cp932) can
# write, the four everyday kanji it cannot, a few spellings common in names, and
# the signs the screen draws. Owners type any company or bank name, so this is
# never cut down to the glyphs of our own texts.
#
# Needs npm and python3 with venv and network access; the same inputs give the
# same bytes. Run it from anywhere: packaging/subset_fonts.sh
set -eu

package='@expo-google-fonts/noto-sans-jp@0.4.3'
package_sha256='563ee80509692e2b2f42ceae6a0b82afecb90daa1b3d025bcebdf3d9120f43a3'
fonttools='fonttools==4.68.0'

fonts="$(cd "$(dirname "$0")/.." && pwd)/assets/fonts"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

npm pack --silent "$package" >/dev/null
mv ./*.tgz package.tgz
echo "$package_sha256  package.tgz" | sha256sum --check --quiet
tar -xzf package.tgz
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "$fonttools"

venv/bin/python - >unicodes.txt <<'PYTHON'
def in_cp932(code):
    try:
        chr(code).encode("cp932")
    except UnicodeEncodeError:
        return False
    return True

# The private use area is user-defined characters of cp932; no font has them.
wanted = {c for c in range(0x20, 0x10000) if in_cp932(c) and not 0xE000 <= c <= 0xF8FF}
for first, last in [
    (0x0020, 0x007E),  # printable ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x20A0, 0x20C0),  # currencies, ₿ among them
    (0x2100, 0x218F),  # letterlike signs, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2300, 0x23FF),  # technical signs
    (0x2460, 0x24FF),  # circled letters and figures
    (0x2500, 0x27BF),  # lines, blocks, shapes, symbols, ticks
    (0x3000, 0x30FF),  # Japanese punctuation and kana
    (0x31F0, 0x31FF),  # small kana
    (0x32FF, 0x32FF),  # 令和 as one sign
    (0x337B, 0x337F),  # the older eras and 株式会社 as one sign
    (0x33A1, 0x33A6),  # areas and volumes
    (0xFA30, 0xFA6A),  # older forms of kanji allowed in personal names
    (0xFF00, 0xFFEF),  # full and half width
]:
    wanted.update(range(first, last + 1))
# Everyday kanji outside cp932 (補塡 is one of them), then spellings in names.
wanted.update(map(ord, "塡剝頰𠮟" "𠮷𣘺𡈽"))
print("\n".join(f"U+{code:04X}" for code in sorted(wanted)))
PYTHON

mkdir -p "$fonts"
for style in 400Regular 700Bold; do
    venv/bin/pyftsubset "package/$style/NotoSansJP_$style.ttf" \
        --unicodes-file=unicodes.txt --no-hinting --layout-features=kern,palt,liga \
        --output-file="$fonts/NotoSansJP-${style#?00}.ttf"
done
cp package/LICENSE_FONT "$fonts/OFL.txt"
chmod 644 "$fonts"/*
(cd "$fonts" && sha256sum -- *)
