package org.samling.routes.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.search.Query;
import org.samling.core.search.SearchField;
import org.samling.core.search.SortOrder;
import org.samling.core.search.SortOrder.SortField;
import org.samling.cql.CqlDecoded;
import org.samling.cql.CqlParser;
import org.samling.cql.CqlQuery;
import org.samling.sru.SruDiagnostic;
import org.samling.sru.SruSortKey;

class CqlTranslationTest {

  private static CqlQuery parsed(String cql) {
    assertThat(CqlParser.parse(cql)).isInstanceOf(CqlDecoded.Parsed.class);
    return ((CqlDecoded.Parsed) CqlParser.parse(cql)).query();
  }

  private static CqlTranslated.Translated translated(String cql) {
    var translated = CqlTranslation.translate(parsed(cql));
    assertThat(translated).as(cql).isInstanceOf(CqlTranslated.Translated.class);
    return (CqlTranslated.Translated) translated;
  }

  private static SruDiagnostic refused(String cql) {
    var translated = CqlTranslation.translate(parsed(cql));
    assertThat(translated).as(cql).isInstanceOf(CqlTranslated.Refused.class);
    return ((CqlTranslated.Refused) translated).diagnostic();
  }

  /** A query in few words: what is as usual is left out. */
  private static String shown(Query query) {
    return switch (query) {
      case Query.And(var left, var right) -> "(%s & %s)".formatted(shown(left), shown(right));
      case Query.Or(var left, var right) -> "(%s | %s)".formatted(shown(left), shown(right));
      case Query.AndNot(var left, var right) -> "(%s - %s)".formatted(shown(left), shown(right));
      case Query.Known(var field) -> "any " + field;
      case Query.Proximity(
              var left,
              var right,
              var unit,
              var relation,
              var distance,
              var ordered) ->
          "(%s %s %s %s %d %s)"
              .formatted(
                  shown(left), ordered ? "before" : "near", shown(right), relation, distance, unit);
      case Query.Term(var field, var relation, var match, var anchor, var truncation, var text) ->
          "%s%s%s%s%s:%s"
              .formatted(
                  field,
                  relation == Query.Relation.EQUAL ? "" : " " + relation,
                  match == Query.Match.PHRASE ? " PHRASE" : "",
                  anchor == Query.Anchor.ANYWHERE ? "" : " " + anchor,
                  truncation == Query.Truncation.NONE ? "" : " " + truncation,
                  text);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "fisk; ANY:fisk",
        "\"fisk fugl\"; ANY PHRASE:fisk fugl",
        "title = \"fisk fugl\"; TITLE PHRASE:fisk fugl",
        "title scr \"fisk fugl\"; TITLE:fisk fugl",
        "DC.Title scr fisk; TITLE:fisk",
        "dc.title cql.all \"fisk fugl\"; TITLE:fisk fugl",
        "dc.title any \"fisk fugl\"; (TITLE:fisk | TITLE:fugl)",
        "dc.title adj \"fisk fugl\"; TITLE PHRASE:fisk fugl",
        "dc.title == \"fisk fugl\"; TITLE PHRASE WHOLE_FIELD:fisk fugl",
        "dc.title exact \"^fisk fugl^\"; TITLE PHRASE WHOLE_FIELD:fisk fugl",
        "dc.title =/string \"fisk fugl\"; TITLE PHRASE WHOLE_FIELD:fisk fugl",
        "dc.title <> fisk; (any TITLE - TITLE PHRASE WHOLE_FIELD:fisk)",
        "dc.title =/ignoreCase/cql.masked/word fisk*; TITLE RIGHT:fisk",
        "dc.title = *fisk; TITLE LEFT:fisk",
        "dc.title = *fisk*; TITLE BOTH:fisk",
        "dc.title = f?sk; TITLE MASKED:f?sk",
        "dc.title = f*k; TITLE MASKED:f*k",
        "dc.title = f\\*k; TITLE:f*k",
        "dc.title = f\\*?; TITLE MASKED:f\\*?",
        "dc.title =/unmasked f*?^k\\; TITLE:f*?^k\\",
        "dc.title = *; any TITLE",
        "dc.title all \"fisk* fugl *\"; (TITLE RIGHT:fisk & TITLE:fugl)",
        "dc.title = \"fisk fugl*\"; TITLE PHRASE RIGHT:fisk fugl",
        "dc.title = \"^fisk fugl\"; TITLE PHRASE FIELD_START:fisk fugl",
        "dc.title all \"^fisk fugl\"; (TITLE PHRASE FIELD_START:fisk & TITLE:fugl)",
        "dc.title adj \"^fisk fugl\"; TITLE PHRASE FIELD_START:fisk fugl",
        "dc.title adj \"fisk fugl^\"; TITLE PHRASE FIELD_END:fisk fugl",
        "dc.title adj \"^fisk fu*\"; TITLE PHRASE FIELD_START RIGHT:fisk fu",
        "dc.title adj \"f?sk fugl\"; TITLE PHRASE MASKED:f?sk fugl",
        "bath.isbn = 87-00-12345-6; ISBN PHRASE:87-00-12345-6",
        "bath.isbn any \"1 2\"; (ISBN:1 | ISBN:2)",
        "dc.date = 1999; YEAR PHRASE:1999",
        "dc.date < 1999; YEAR LESS PHRASE:1999",
        "dc.date >=/number 1999; YEAR GREATER_OR_EQUAL PHRASE:1999",
        "dc.date <> 1999; YEAR NOT_EQUAL PHRASE:1999",
        "dc.date within \"1950 1960\"; (YEAR GREATER_OR_EQUAL PHRASE:1950 & YEAR LESS_OR_EQUAL PHRASE:1960)",
        "rec.creationDate >=/isoDate 2026-11-01; DATE_ENTERED GREATER_OR_EQUAL PHRASE:2026-11-01",
        "cql.allRecords = 1; any ANY",
        "a and b or c not d; (((ANY:a & ANY:b) | ANY:c) - ANY:d)",
        "a and (b or c); (ANY:a & (ANY:b | ANY:c))",
        "a prox b; (ANY PHRASE:a near ANY PHRASE:b LESS_OR_EQUAL 1 WORD)",
        "title = \"a b\" prox/distance<3/ordered title = c*; (TITLE PHRASE:a b before TITLE PHRASE RIGHT:c LESS 3 WORD)",
        "a prox/unit=element b; (ANY PHRASE:a near ANY PHRASE:b EQUAL 0 VALUE)",
        "a prox/unit=cql.word/cql.distance>2 (b prox c); (ANY PHRASE:a near (ANY PHRASE:b near ANY PHRASE:c LESS_OR_EQUAL 1 WORD) GREATER 2 WORD)",
        "> dc = \"info:srw/cql-context-set/1/cql-v1.1\" dc.anywhere = x; ANY:x",
        "> \"http://zing.z3950.org/cql/bath/2.0/\" isbn = 1; ISBN PHRASE:1",
        "(> q = \"info:srw/cql-context-set/1/dc-v1.1\" q.title = x) and title = y; (TITLE:x & TITLE:y)",
      })
  void queryBecomesOneOfTheCore(String cql, String core) {
    assertThat(shown(translated(cql).query())).isEqualTo(core);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "marc.title = x; 15; marc",
        "> dc = \"u:other\" dc.title = x; 15; u:other",
        "dc.colour = x; 16; dc.colour",
        "harry potter novel; 16; harry",
        "> \"http://zing.z3950.org/cql/bath/2.0/\" creator = 1; 16; creator",
        "title = a prox author = b; 18; prox needs the same index twice",
        "dc.title encloses x; 19; encloses",
        "dc.title rel.near x; 19; rel.near",
        "dc.title =/stem x; 20; stem",
        "dc.title =/respectCase x; 20; respectCase",
        "dc.title =/regexp x; 20; regexp",
        "dc.title =/isoDate x; 20; isoDate",
        "dc.title =/masked=1 x; 20; masked",
        "dc.title =/word/string x; 21; word and string",
        "dc.title < x; 22; < with dc.title",
        "dc.title within \"a b\"; 22; within with dc.title",
        "bath.isbn adj x; 22; adj with bath.isbn",
        "dc.title = a\\b; 26; b",
        "dc.title = \"\"; 27; ''",
        "dc.date = 19*; 28; dc.date",
        "bath.isbn = ^1; 31; ''",
        "dc.title = a^b; 32; ^ within a word",
        "dc.title = ^; 32; ^ without a word",
        "dc.title adj \"a ^b\"; 32; ^ within the words of a phrase",
        "dc.title = ^a prox dc.title = b; 34; ''",
        "dc.date = mcmxc; 36; mcmxc is not a valid value of dc.date",
        "dc.date within 1950; 36; within needs two values separated by a space",
        "rec.creationDate = 2026-1; 36; 2026-1 is not a valid value of rec.creationDate",
        "a prox/unit=sentence b; 42; sentence",
        "a prox/distance=2000 b; 41; 2000",
        "a prox/distance=x b; 41; x",
        "a prox/unit=element/distance=1 b; 41; 1",
        "a prox/unit=element/distance>0 b; 40; > with the unit element",
        "a prox/distance b; 40; distance without a value",
        "a prox/ordered/unordered b; 44; ordered and unordered",
        "x and a prox b; 39; of anything but terms and prox",
        "(a or b) prox c; 39; of anything but terms and prox",
        "dc.date = 1 prox dc.date = 2; 39; of dc.date =",
        "a and/rel.combine=sum b; 46; rel.combine",
        "a prox/fuzzy b; 46; fuzzy",
        "cql.resultSetId = x; 50; x",
        "a sortBy dc.subject; 88; dc.subject",
        "a sortBy title/sort.missingOmit; 92; sort.missingOmit",
        "a sortBy title/respectCase; 91; respectCase",
        "a sortBy a b c; 16; a",
        "a sortBy title title title title title title title title title; 84; 8",
      })
  void whatIsNotSupportedIsRefusedWithItsDiagnostic(String cql, int code, String details) {
    var diagnostic = refused(cql);
    assertThat(diagnostic.code().number()).as(diagnostic.details()).isEqualTo(code);
    assertThat(diagnostic.details()).isEqualTo(details.equals("''") ? "" : details);
  }

  @Test
  void limitsAreKept() {
    assertThat(refused("x".repeat(1_001)).code().number()).isEqualTo(23);
    var many = "title any \"" + "x ".repeat(499) + "x\"";
    assertThat(translated(many + " or " + many).terms()).isEqualTo(1_000);
    var tooMany = refused(many + " or " + many + " or x");
    assertThat(tooMany.code().number()).isEqualTo(38);
    assertThat(tooMany.details()).isEqualTo("999");
    var deep = "a and (b or (".repeat(49) + "c" + "))".repeat(49);
    assertThat(translated(deep).terms()).isEqualTo(99);
    assertThat(translated("a or ".repeat(999) + "a").terms()).isEqualTo(1_000);
  }

  @Test
  void orderIsThatOfTheQuery() {
    assertThat(
            translated("a sortBy dc.date/sort.descending title/missingFail rec.id/sort.missingLow")
                .order())
        .isEqualTo(
            SortOrder.by(
                SortOrder.Key.descending(SortField.YEAR),
                new SortOrder.Key(
                    SortField.TITLE, SortOrder.Direction.ASCENDING, SortOrder.Missing.REFUSED),
                new SortOrder.Key(
                    SortField.NUMBER, SortOrder.Direction.ASCENDING, SortOrder.Missing.LOWEST)));
    assertThat(CqlOrder.of(List.of(new SruSortKey("/dc.creator", null, false, false, "lowValue"))))
        .isEqualTo(new CqlOrder.Order(SortOrder.by(SortOrder.Key.descending(SortField.AUTHOR))));
  }

  @Test
  void wordsOfAPersonAreAllLookedForAnywhere() {
    assertThat(CqlTranslation.searchTerms("and ( fisk"))
        .isEqualTo(
            new CqlTranslated.Translated(
                Query.Term.words(SearchField.ANY, "and ( fisk"), SortOrder.LATEST_FIRST, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "dc.title=fisk, TITLE, fisk",
    "dc.title exact \"fisk fugl\", TITLE, fisk fugl",
    "fisk, ANY, fisk",
    "dc.title=\"\", TITLE, ''",
  })
  void scanBeginsAtATermOfAField(String clause, SearchField field, String text) {
    assertThat(CqlTranslation.scanPlace(parsed(clause)))
        .isEqualTo(new CqlTranslation.Term(field, text));
  }

  @ParameterizedTest
  @CsvSource({
    "a and b, 37",
    "dc.colour=x, 16",
    "dc.description=x, 16",
    "dc.title<x, 19",
    "dc.title=/stem x, 20",
    "dc.title=x*, 28",
    "dc.title=^x, 31",
  })
  void otherScansAreRefused(String clause, int code) {
    assertThat(CqlTranslation.scanPlace(parsed(clause)))
        .isInstanceOfSatisfying(
            CqlTranslation.RefusedPlace.class,
            refused -> assertThat(refused.diagnostic().code().number()).isEqualTo(code));
  }

  @Test
  void everyNameMeansOneIndex() {
    var names =
        CqlIndexes.ALL.stream()
            .flatMap(i -> i.names().stream().map(CqlIndex.Name::qualified))
            .map(n -> n.toLowerCase(Locale.ROOT))
            .toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(CqlIndexes.ALL)
        .extracting(CqlIndex::field)
        .doesNotHaveDuplicates()
        .isSubsetOf(Arrays.asList(SearchField.values()));
    assertThat(CqlIndexes.find("marc.x")).isEmpty();
    assertThat(CqlIndexes.find("author")).map(CqlIndex::field).contains(SearchField.AUTHOR);
  }
}
