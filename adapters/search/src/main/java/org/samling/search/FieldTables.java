package org.samling.search;

import java.util.Set;
import org.samling.core.catalogue.MarcFormat;

/** What is searched as what in each format; {@link FieldTable} says how a table is read. */
final class FieldTables {

  private static final String MARC21 =
      """
      TITLE         | 245                 | a anp abnp               | 2 | title proper, with parts, with the rest
      TITLE         | 130 730             | a adfgklmnoprst          | 1 | uniform titles
      TITLE         | 240 243             | a adfgklmnoprst          | 2 | uniform and collective titles
      TITLE         | 242                 | a abnp                   | 2 | title as translated by the cataloguer
      TITLE         | 222                 | a ab                     | 2 | key title
      TITLE         | 210                 | a ab                     |   | abbreviated title
      TITLE         | 246 247             | a abnp                   |   | varying and former titles
      TITLE         | 740                 | a anp                    | 1 | titles of parts without a name
      TITLE         | 505                 | t*                       |   | titles in a contents note
      TITLE         | 700 710 711         | t t+                     |   | works entered under a name
      TITLE         | 440 830             | a anp                    | 2 | series
      TITLE         | 490                 | a*                       |   | series as printed
      TITLE         | 800 810 811         | t t+                     |   | series entered under a name
      TITLE         | 780 785             | s* t*                    |   | preceding and succeeding titles
      PERSONAL_NAME | 100 600 700 800     | a/t abcdjq/t             |   | persons, as makers and as subjects
      AUTHOR        | 100 700             | a/t abcdjq/t             |   | persons
      AUTHOR        | 110 710             | ab/t abcdgn/t            |   | bodies
      AUTHOR        | 111 711             | a/t acdegnq/t            |   | meetings
      AUTHOR        | 720                 | a                        |   | names under no rule
      SUBJECT       | 600 610 611         | a abcdefghjklmnopqrstvxyz |  | names as subjects
      SUBJECT       | 630                 | a adefghklmnoprstvxyz    | 1 | works as subjects
      SUBJECT       | 647 648 650 651     | a abcdegvxyz             |   | events, times, topics, places
      SUBJECT       | 654 656 657 658 662 | a abcdefghkvxyz          |   | facets, occupations, functions, places
      SUBJECT       | 653                 | a*                       |   | free terms
      SUBJECT       | 655                 | a abcvxyz                |   | genre and form
      PUBLISHER     | 028 260 264         | b*                       |   | publishers and labels
      ISBN          | 020                 | a* z*                    |   | also cancelled and wrong ones
      ISSN          | 022                 | a* l* y* z*              |   | also linking, wrong and cancelled ones
      """;

  /** Titles have their filing mark within the text, so no indicator counts characters. */
  private static final String DANMARC2 =
      """
      TITLE         | 245                         | a* acu acugno p*     | | title proper, with the rest, parallel titles
      TITLE         | 240 243                     | a* aøsrqudefghjklmno | | uniform and collective titles
      TITLE         | 210 222 241 242 745         | a* ac                | | abbreviated, key, original, other and variant titles
      TITLE         | 239 739                     | t* tuvø              | | uniform titles of music
      TITLE         | 247 248                     | a* t*                | | volumes of a work in one record
      TITLE         | 440 840                     | a* aøæno             | | series
      TITLE         | 530                         | t*                   | | contents
      TITLE         | 700 710                     | t* tuvø              | | works entered under a name
      TITLE         | 740                         | a* aøsrqudefghjkmno  | | works without a name
      TITLE         | 795                         | a* p* auvø           | | tracks, articles and other parts
      TITLE         | 860 861 863 865 866 867 868 | t*                   | | titles of related serials
      TITLE         | 870 871 873 874 879         | t*                   | | titles of related serials
      TITLE         | 945                         | a*                   | | references to titles
      PERSONAL_NAME | 100 600 700 770 900         | a ah ahefck          | | persons, as makers, as subjects, in references
      PERSONAL_NAME | 239 739                     | ah ahefc             | | composers in a uniform title
      PERSONAL_NAME | 652                         | ah ahefkc            | | persons whom a class of DK5 is about
      AUTHOR        | 100 700 770 900             | a ah ahefck          | | persons
      AUTHOR        | 239 739                     | ah ahefc             | | composers
      AUTHOR        | 110 710 780 910             | a ac aecsikj         | | bodies and meetings
      AUTHOR        | 720                         | a* ah o*             | | names under no rule
      SUBJECT       | 600                         | a ah ahefckt         | | persons as subjects
      SUBJECT       | 610                         | a ac aecsikjt        | | bodies as subjects
      SUBJECT       | 620 621 622 645 650 651 660 | a* abcduvxyz         | | titles, places, topics
      SUBJECT       | 630 631 633 634 662 668 690 | a* abcdfgstuvxyz     | | controlled and free terms, genre
      SUBJECT       | 652                         | ah ahefkc b*         | | whom or what a class of DK5 is about
      SUBJECT       | 664 665                     | a* e* f* g* h* i* j* k* l* m* n* p* q* r* s* t* u* v* y* | | moods and motifs
      SUBJECT       | 666 667                     | e* f* g* h* i* l* m* n* o* p* q* r* s* t* u* | | subjects of DBC
      SUBJECT       | 933 934 952 966 968         | a* e* f* i* l* m* n* o* p* q* r* s* t* u* | | references to subjects
      PUBLISHER     | 260 264                     | b*                   | | publishers
      PUBLISHER     | 538                         | f*                   | | labels of recordings
      ISBN          | 021                         | a* e* x*             | | also wrong ones
      ISSN          | 022                         | a* l* x* z*          | | also linking and wrong ones
      """;

  private static final String UNIMARC =
      """
      TITLE         | 200                                 | a* ae aehi d* | | title proper, with the rest, parallel titles
      TITLE         | 500 501 503                         | a* abhiklmnqrsu | | uniform titles
      TITLE         | 510 512 513 514 515 516 517 518 520 | a* aehi       | | parallel and variant titles
      TITLE         | 530 531 532 540 541 545             | a* aehi       | | key, abbreviated and other titles
      TITLE         | 225                                 | a* ahi d*     | | series as printed
      TITLE         | 410 411 421 422 423 430 431 432 433 | t*            | | related works
      TITLE         | 440 441 442 443 444 451 452 453 454 | t*            | | related works
      TITLE         | 461 462 463 464 481 482 488         | t*            | | sets, subsets and pieces
      PERSONAL_NAME | 700 701 702 600                     | a ab abcdf    | | persons, as makers and as subjects
      AUTHOR        | 700 701 702                         | a ab abcdf    | | persons
      AUTHOR        | 710 711 712                         | a ab abcdefgh | | bodies and meetings
      AUTHOR        | 720 721 722                         | a             | | families
      SUBJECT       | 600 601 602 604 605                 | a ab abcdfhijklmnqtxyz | | names and works as subjects
      SUBJECT       | 606 607 608                         | a* abcxyz     | | topics, places, genre
      SUBJECT       | 610                                 | a*            | | free terms
      PUBLISHER     | 071 210 214                         | b* c*         | | publishers and labels
      ISBN          | 010                                 | a* z*         | | also wrong ones
      ISSN          | 011                                 | a* f* y* z*   | | also linking, cancelled and wrong ones
      """;

  /** Codes and control numbers, which nobody looks for among words: 010-019, 035, 040-048. */
  private static final Set<String> CODED =
      Set.of("035", "040", "041", "042", "043", "044", "045", "046", "047", "048");

  private static final FieldTable OF_MARC21 =
      new FieldTable(
          MARC21,
          (tag, code) ->
              isBetween(tag, "020", "899")
                  && !CODED.contains(tag)
                  && isLetter(code)
                  && code != 'u'
                  && code != 'w');

  private static final FieldTable OF_DANMARC2 =
      new FieldTable(DANMARC2, FieldTables::isDanmarc2Text);

  private static final FieldTable OF_UNIMARC =
      new FieldTable(
          UNIMARC, (tag, code) -> isBetween(tag, "200", "799") && isLetter(code) && code != 'u');

  private FieldTables() {}

  /** The table of a format. */
  static FieldTable of(MarcFormat format) {
    return switch (format) {
      case MARC21 -> OF_MARC21;
      case DANMARC2 -> OF_DANMARC2;
      case UNIMARC -> OF_UNIMARC;
    };
  }

  /** Not links (*w) nor, in notes and links, addresses (*u); 990 to 999 are about the record. */
  private static boolean isDanmarc2Text(String tag, char code) {
    var isAddress = code == 'u' && (tag.startsWith("5") || tag.startsWith("8"));
    return isBetween(tag, "100", "989")
        && (isLetter(code) || code == 'æ' || code == 'ø')
        && code != 'w'
        && !isAddress;
  }

  private static boolean isBetween(String tag, String first, String last) {
    return tag.compareTo(first) >= 0 && tag.compareTo(last) <= 0;
  }

  private static boolean isLetter(char code) {
    return code >= 'a' && code <= 'z';
  }
}
