package org.samling.search.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ÅRHUS,      aarhus
          Aarhus,     aarhus
          blå,        blaa
          Ꜳrhus,      aarhus
          ꜳben,       aaben
          Ærø,        ærø
          Mädchen,    mædchen
          Köln,       køln
          Müller,     muller
          café,       cafe
          naïve,      naive
          Straße,     strasse
          STRASSE,    strasse
          œuvre,      oeuvre
          Þór,        thor
          Guðrún,     gudrun
          Łódź,       lodz
          Đorđe,      dorde
          Ħal,        hal
          Sáŋŋa,      sanna
          Ŧ,          t
          ılgaz,      ilgaz
          İstanbul,   istanbul
          ĸitaa,      qitaa
          Ǻ,          aa
          ǽ,          æ
          Čechov,     cechov
          ЁЛКА,       елка
          Αθήνα,      αθηνα
          שָׁלוֹם,       שלום
          ﬁn,         fin
          ＡＢＣ１,      abc1
          m²,         m2
          """)
  void lettersAreFolded(String written, String word) {
    assertThat(Words.of(written)).containsExactly(word);
    assertThat(Words.of(Normalizer.normalize(written, Normalizer.Form.NFD)))
        .as("decomposed")
        .containsExactly(word);
  }

  @Test
  void danishLettersAreNotFoldedToOthers() {
    assertThat(Words.of("ær ar ør or år")).containsExactly("ær", "ar", "ør", "or", "aar");
  }

  @Test
  void wordsAreRunsOfLettersAndDigits() {
    assertThat(Words.of("  Jul-aften, 24. december (kl. 18:00) – på_gensyn!"))
        .containsExactly("jul", "aften", "24", "december", "kl", "18", "00", "paa", "gensyn");
    assertThat(Words.of(" – …¤ ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d'Artagnan",
        "d’Artagnan",
        "dʼArtagnan",
        "d‘Artagnan",
        "d´Artagnan",
        "d`Artagnan",
        "d＇Artagnan",
        "'d'Artagnan'"
      })
  void apostropheIsNotThere(String written) {
    assertThat(Words.of(written)).containsExactly("dartagnan");
  }

  @Test
  void nonSortingMarksAreNotThere() {
    assertThat(Words.of("\u0098Den \u009Cfemte")).containsExactly("den", "femte");
    assertThat(Words.of("\u0098L'\u009CEtranger")).containsExactly("letranger");
    assertThat(Words.of("<<Den >>femte")).containsExactly("den", "femte");
    assertThat(Words.of("<<L'>>Etranger")).containsExactly("letranger");
  }

  @Test
  void invisibleCharactersAreNotThere() {
    assertThat(Words.of("bi\u00ADblio\u200Dtek")).containsExactly("bibliotek");
  }

  @Test
  void eachIdeographAndKanaIsAWord() {
    assertThat(Words.of("村上春樹 ノルウェイの森 vol2"))
        .containsExactly("村", "上", "春", "樹", "ノ", "ル", "ウ", "ェ", "イ", "の", "森", "vol2");
    assertThat(Words.of("ガ")).as("voiced kana is another letter").containsExactly("ガ");
    assertThat(Words.of("スーパー")).containsExactly("ス", "ー", "パ", "ー");
    assertThat(Words.of("채식주의자")).as("Korean has blanks").containsExactly("채식주의자");
  }

  @Test
  void vowelSignsOfIndicScriptsAreKept() {
    assertThat(Words.of("हिन्दी किताब")).containsExactly("हिन्दी", "किताब");
  }

  @Test
  void signsOfProgrammingLanguagesAreKept() {
    assertThat(Words.of("C++ og C# i praksis: c++, (F#)"))
        .containsExactly("c++", "og", "c#", "i", "praksis", "c++", "f#");
    assertThat(Words.of("C++17")).containsExactly("c++", "17");
    assertThat(Words.of("a+b Disney+ # + 5+")).containsExactly("a", "b", "disney", "5");
  }

  @Test
  void longWordsAreCutBetweenCharacters() {
    var word = "x".repeat(254) + "𝔸".repeat(10);
    assertThat(Words.of(word)).containsExactly("x".repeat(254) + "a");
    assertThat(Words.of("x".repeat(254) + "𐐨𐐨")).containsExactly("x".repeat(254));
    assertThat(Words.of("y".repeat(1_000) + " z")).containsExactly("y".repeat(255), "z");
  }
}
