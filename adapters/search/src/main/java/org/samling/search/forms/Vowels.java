package org.samling.search.forms;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Danish words whose vowel changes in the plural, which no rule for endings knows. */
final class Vowels {

  /** The forms of each word, å written aa as folded words have it. */
  private static final String WORDS =
      """
      and anden ænder ænderne
      barn barnet børn børnene børns
      bog bogen bøger bøgerne bogens bøgers
      bonde bonden bønder bønderne
      bror broder broderen brødre brødrene
      datter datteren døtre døtrene
      fader far faren fædre fædrene
      fod foden fødder fødderne
      gaas gaasen gæs gæssene
      haand haanden hænder hænderne
      ko koen køer køerne
      kraft kraften kræfter kræfterne
      mand manden mænd mændene mands mænds
      moder mor moren mødre mødrene
      nat natten nætter nætterne
      rod roden rødder rødderne
      so soen søer søerne
      stad staden stæder stæderne
      stang stangen stænger stængerne
      søster søsteren søstre søstrene
      taa taaen tæer tæerne
      tand tanden tænder tænderne
      tang tangen tænger tængerne
      klo kloen kløer kløerne
      raa raaen ræer ræerne
      øje øjet øjne øjnene
      """;

  /** A form may end a compound whose first part has this many letters. */
  private static final int SHORTEST_PART = 3;

  private static final Map<String, List<String>> FORMS = forms();

  private Vowels() {}

  /**
   * The other forms of a word, and of a compound that ends with one; they need not exist. The first
   * is the singular.
   */
  static Set<String> others(String word) {
    var others = new LinkedHashSet<String>();
    for (var i = 0; i < word.length() - 1; i++) {
      var first = word.substring(0, i);
      if (i == 0 || i >= SHORTEST_PART || first.equals("e")) {
        for (var form : FORMS.getOrDefault(word.substring(i), List.of())) {
          others.add(first + form);
          if (!form.endsWith("s")) {
            others.add(first + form + "s");
          }
        }
      }
    }
    others.remove(word);
    return others;
  }

  private static Map<String, List<String>> forms() {
    var forms = new HashMap<String, List<String>>();
    WORDS
        .lines()
        .map(line -> List.of(line.split(" ", -1)))
        .forEach(all -> all.forEach(form -> forms.put(form, all)));
    return Map.copyOf(forms);
  }
}
