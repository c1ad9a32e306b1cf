package org.samling.search;

import java.util.Set;
import org.samling.core.catalogue.MarcFormat;

/** The search fields of each format; the syntax is described at {@link FieldTable}. */
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
      SERIES        | 440 830             | a anp                    | 2 | series
      SERIES        | 490                 | a*                       |   | series as printed
      SERIES        | 800 810 811         | t t+                     |   | series entered under a name
      UNIFORM_TITLE | 130 730             | a adfgklmnoprst          | 1 | uniform titles
      UNIFORM_TITLE | 240 243             | a adfgklmnoprst          | 2 | uniform and collective titles
      KEY_TITLE     | 222                 | a ab                     | 2 | key titles
      PERSONAL_AUTHOR | 100 700           | a/t abcdjq/t             |   | persons
      OTHER_PERSON  | 600 800             | a/t abcdjq/t             |   | persons as subjects and of series
      CORPORATE_AUTHOR | 110 710          | ab/t abcdgn/t            |   | bodies
      OTHER_BODY    | 610 810             | ab/t abcdgn/t            |   | bodies as subjects and of series
      CONFERENCE_AUTHOR | 111 711         | a/t acdegnq/t            |   | meetings
      OTHER_CONFERENCE | 611 811          | a/t acdegnq/t            |   | meetings as subjects and of series
      UNCONTROLLED_AUTHOR | 720           | a                        |   | names under no rule
      SUBJECT       | 600 610 611         | a abcdefghjklmnopqrstvxyz |  | names as subjects
      SUBJECT       | 630                 | a adefghklmnoprstvxyz    | 1 | works as subjects
      SUBJECT       | 647 648 650 651     | a abcdegvxyz             |   | events, times, topics, places
      SUBJECT       | 654 656 657 658 662 | a abcdefghkvxyz          |   | facets, occupations, functions, places
      SUBJECT       | 653                 | a*                       |   | free terms
      SUBJECT       | 655                 | a abcvxyz                |   | genre and form
      MESH_SUBJECT  | 600:mesh 610:mesh 611:mesh 630:mesh 648:mesh 650:mesh 651:mesh 655:mesh | a abcdefghjklmnopqrstvxyz | | of MeSH
      LC_SUBJECT    | 600:lcsh 610:lcsh 611:lcsh 630:lcsh 648:lcsh 650:lcsh 651:lcsh 655:lcsh | a abcdefghjklmnopqrstvxyz | | of LCSH
      SUBJECT_SUBDIVISION | 600 610 611 630 647 648 650 651 655 | v* x* y* z* |  | subdivisions
      EDITOR        | 100:edt 700:edt     | a/t abcdjq/t             |   | persons as editors
      EDITOR        | 110:edt 710:edt     | ab/t abcdgn/t            |   | bodies as editors
      THEMATIC_NUMBER | 130 240 243 700 710 711 730 | n*             |   | opus and thematic index numbers
      CONTENT_TYPE  | 336                 | a* b*                    |   | kinds of content, in words and codes
      PUBLISHER     | 028 260 264         | b*                       |   | publishers and labels
      PLACE         | 260 264             | a*                       |   | places of publication
      ABSTRACT      | 520                 | ab                       |   | summaries
      OTHER_NOTE    | 500-519 521-599     | abcdefghijklmnopqrstvxyz |   | notes
      ISBN          | 020                 | a* z*                    |   | also cancelled and wrong ones
      ISSN          | 022                 | a* l* y* z*              |   | also linking, wrong and cancelled ones
      LCCN          | 010                 | a* z*                    |   | also cancelled ones
      NATIONAL_NUMBER | 015               | a* z*                    |   | numbers of national bibliographies
      OTHER_IDENTIFIER | 024 027 030      | a* z*                    |   | ISMN, ISRC, EAN, DOI, ISRN, CODEN
      PUBLISHER_NUMBER | 028              | a*                       |   | publishers' numbers
      DEWEY         | 082 083             | a*                       |   | classes
      UDC           | 080                 | a*                       |   | classes
      LC_CLASS      | 050 090             | a* ab                    |   | classes, and with the item part
      NLM_CLASS     | 060                 | a* ab                    |   | classes, and with the item part
      NAL_CLASS     | 070                 | a* ab                    |   | classes, and with the item part
      LOCAL_CLASS   | 084                 | a*                       |   | DK5 and other schemes
      CALL_NUMBER   | 099                 | a                        |   | local call numbers
      CALL_NUMBER   | 852                 | h* hi hij                |   | call numbers of holdings
      AREA          | 043                 | a*                       |   | codes of areas
      """;

  /** Titles have their filing mark within the text, so no indicator counts nonfiling characters. */
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
      PERSONAL_AUTHOR | 100 700 770 900       | a ah ahefck          | | persons, as makers and in references
      PERSONAL_AUTHOR | 239 739               | ah ahefc             | | composers in a uniform title
      OTHER_PERSON  | 600                     | a ah ahefck          | | persons as subjects
      OTHER_PERSON  | 652                     | ah ahefkc            | | persons whom a class of DK5 is about
      CORPORATE_AUTHOR | 110 710 780 910      | a ac aecsikj         | | bodies and meetings
      UNCONTROLLED_AUTHOR | 720               | a* ah o*             | | names under no rule
      SUBJECT       | 600                         | a ah ahefckt         | | persons as subjects
      SUBJECT       | 610                         | a ac aecsikjt        | | bodies as subjects
      SUBJECT       | 620 621 622 645 650 651 660 | a* abcduvxyz         | | titles, places, topics
      SUBJECT       | 630 631 633 634 662 668 690 | a* abcdfgstuvxyz     | | controlled and free terms, genre
      SUBJECT       | 652                         | ah ahefkc b*         | | whom or what a class of DK5 is about
      SUBJECT       | 664 665                     | a* e* f* g* h* i* j* k* l* m* n* p* q* r* s* t* u* v* y* | | moods and motifs
      SUBJECT       | 666 667                     | e* f* g* h* i* l* m* n* o* p* q* r* s* t* u* | | subjects of DBC
      SUBJECT       | 933 934 952 966 968         | a* e* f* i* l* m* n* o* p* q* r* s* t* u* | | references to subjects
      MESH_SUBJECT  | 660                         | a* abcduvxyz         | | of MeSH
      LC_SUBJECT    | 645 650                     | a* abcduvxyz         | | of LCSH
      SUBJECT_SUBDIVISION | 645 650 651 660       | u* v* x* y* z*       | | subdivisions
      EDITOR        | 100:edt 700:edt             | a ah ahefck          | | persons as editors
      EDITOR        | 110:edt 710:edt             | a ac aecsikj         | | bodies as editors
      PUBLISHER     | 260 264                     | b*                   | | publishers
      PUBLISHER     | 538                         | f*                   | | labels of recordings
      ISBN          | 021                         | a* e* x*             | | also wrong ones
      ISSN          | 022                         | a* l* x* z*          | | also linking and wrong ones
      SERIES        | 440 840                     | a* aøæno             | | series
      UNIFORM_TITLE | 240 243                     | a* aøsrqudefghjklmno | | uniform and collective titles
      UNIFORM_TITLE | 239 739                     | t* tuvø              | | uniform titles of music
      KEY_TITLE     | 222                         | a* ac                | | key titles
      PLACE         | 260 264                     | a*                   | | places of publication
      ABSTRACT      | 504                         | a                    | | notes on the contents
      OTHER_NOTE    | 500-503 505-599             | abcdefghijklmnopqrstvxyz | | notes
      OTHER_IDENTIFIER | 023 027 028              | a* x*                | | EAN, ISRN, ISMN
      PUBLISHER_NUMBER | 538                      | g*                   | | numbers of recordings
      DEWEY         | 082                         | a*                   | | classes
      UDC           | 080                         | a*                   | | classes
      LC_CLASS      | 050                         | a* ab                | | classes, and with the item part
      NLM_CLASS     | 060                         | a* ab                | | classes, and with the item part
      NAL_CLASS     | 070                         | a* ab                | | classes, and with the item part
      LOCAL_CLASS   | 652 654                     | m* n* nz o* p*       | | DK5
      LOCAL_CLASS   | 087 088 089                 | a*                   | | local classes
      CONTENT_TYPE  | 008                         | d*                   | | form of the content
      CATALOGUE_CODE | 032                        | a* x*                | | codes of the national bibliography and other lists
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
      PERSONAL_AUTHOR | 700 701 702                       | a ab abcdf    | | persons
      OTHER_PERSON  | 600                                 | a ab abcdf    | | persons as subjects
      CORPORATE_AUTHOR | 710 711 712                      | a ab abcdefgh | | bodies and meetings
      UNCONTROLLED_AUTHOR | 720 721 722                   | a             | | families
      SUBJECT       | 600 601 602 604 605                 | a ab abcdfhijklmnqtxyz | | names and works as subjects
      SUBJECT       | 606 607 608                         | a* abcxyz     | | topics, places, genre
      SUBJECT       | 610                                 | a*            | | free terms
      MESH_SUBJECT  | 600:mesh 601:mesh 606:mesh 607:mesh | a abcxyz      | | of MeSH
      LC_SUBJECT    | 600:lc 601:lc 606:lc 607:lc         | a abcxyz      | | of LCSH
      SUBJECT_SUBDIVISION | 600 601 602 604 605 606 607   | j* x* y* z*   | | subdivisions
      EDITOR        | 701:340 702:340                     | a ab abcdf    | | persons as editors
      EDITOR        | 711:340 712:340                     | a ab abcdefgh | | bodies as editors
      THEMATIC_NUMBER | 500                               | s*            | | opus and thematic index numbers
      PUBLISHER     | 071 210 214                         | b* c*         | | publishers and labels
      ISBN          | 010                                 | a* z*         | | also wrong ones
      ISSN          | 011                                 | a* f* y* z*   | | also linking, cancelled and wrong ones
      SERIES        | 225                                 | a* ahi d*     | | series as printed
      SERIES        | 410 411                             | t*            | | series
      UNIFORM_TITLE | 500 501 503                         | a* abhiklmnqrsu | | uniform titles
      KEY_TITLE     | 530                                 | a* aehi       | | key titles
      PLACE         | 210 214                             | a*            | | places of publication
      ABSTRACT      | 330                                 | a             | | summaries
      OTHER_NOTE    | 300-329 331-345                     | abcdefghijklmnopqrstvxyz | | notes
      NATIONAL_NUMBER | 020                               | b*            | | numbers of national bibliographies
      OTHER_IDENTIFIER | 013 015 016 017 040 073          | a* z*         | | ISMN, ISRN, ISRC, CODEN, EAN and others
      PUBLISHER_NUMBER | 071                              | a*            | | publishers' numbers
      DEWEY         | 676                                 | a*            | | classes
      UDC           | 675                                 | a*            | | classes
      LC_CLASS      | 680                                 | a* ab         | | classes, and with the item part
      LOCAL_CLASS   | 686                                 | a*            | | other schemes
      AREA          | 660                                 | a*            | | codes of areas
      """;

  /** Codes and control numbers, which nobody searches for as words: 010-019, 035, 040-048. */
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

  /** Not links (*w) nor, in notes and links, addresses (*u); 990 to 999 are administrative. */
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
