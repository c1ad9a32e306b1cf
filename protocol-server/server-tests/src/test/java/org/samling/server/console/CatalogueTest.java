package org.samling.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult.Accepted;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.staff.StaffRole;
import org.samling.marc.MarcRecordReader;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.z3950.UnimarcRecords;

/** What the catalogue lets whom do, and what becomes of two who do it at once. */
class CatalogueTest {

  private static final String CATALOGUE = "/console/t/north/catalogue";
  private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([^\"]*)\"");

  @AutoClose private static TestServer server;
  private static TestLibrary library;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    library = server.library;
    var register = library.store.libraryRegister();
    register.putAgencies(
        library.north,
        List.of(new Agency("699700", Agency.Kind.SCHOOL, "DK-699700", null, "School")));
    register.putBranches(
        library.north,
        List.of(new Branch("DK-699700", "699700", Set.of(), "School", BranchCalendar.ALWAYS_OPEN)));
    TestStaff.add(library, "kira", StaffRole.CATALOGUER);
    TestStaff.add(library, "sofie", StaffRole.CATALOGUER, "699700");
    TestStaff.add(library, library.south, "sara", StaffRole.CATALOGUER);
    TestStaff.add(library, "dora", StaffRole.DESK);
  }

  private static String version(String page) {
    var found = VERSION.matcher(page);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static String lines(int number, String title) {
    return "LDR 00000nam a2200000 i 4500\n001 %d\n003 north\n245 00 $a %s".formatted(number, title);
  }

  private static void make(ConsoleVisitor visitor, int number, String title) {
    var made = visitor.post(CATALOGUE + "/new", Map.of("text", lines(number, title)));
    assertThat(visitor.location(made)).isEqualTo(CATALOGUE + "/record/north%3A" + number);
  }

  @Test
  void whoSavesLaterIsToldWhatSomebodyElseSaved() {
    try (var kira = ConsoleVisitor.of(server, "kira")) {
      make(kira, 1, "Den ene");
      var edit = CATALOGUE + "/record/north:1/edit";
      var version = version(kira.get(edit).body());
      var first = Map.of("version", version, "text", lines(1, "Den anden"));
      assertThat(kira.post(edit, first).statusCode()).isEqualTo(303);
      var late = kira.post(edit, Map.of("version", version, "text", lines(1, "Den tredje")));
      assertThat(late.statusCode()).isEqualTo(422);
      assertThat(late.body()).contains("Den tredje").contains("245 00 $a Den anden");
      assertThat(titles("Den anden")).isEqualTo(1);
      var meant = Map.of("version", version(late.body()), "text", lines(1, "Den tredje"));
      assertThat(kira.post(edit, meant).statusCode()).isEqualTo(303);
      assertThat(titles("Den tredje")).isEqualTo(1);
    }
  }

  @Test
  void theMostRelevantComeFirstAndASearchThatFindsLittleSuggestsAnother() {
    try (var kira = ConsoleVisitor.of(server, "kira")) {
      server.put(
          library.north,
          List.of(
              TestLibrary.record(new RecordKey("rank", "1"), "Den store cykeltur"),
              TestLibrary.record(new RecordKey("rank", "2"), "Cyklen"),
              TestLibrary.record(new RecordKey("rank", "3"), "Tur")));
      var found = kira.get(CATALOGUE + "?q=cykel").body();
      assertThat(found.indexOf("Cyklen")).isPositive().isLessThan(found.indexOf("cykeltur"));
      assertThat(kira.get(CATALOGUE + "?q=cykletur").body())
          .contains("q=cykeltur&amp;in=own", ">cykeltur</a>");
    }
  }

  @Test
  void unimarcIsDownloadedAsItWentIn() {
    try (var kira = ConsoleVisitor.of(server, "kira")) {
      server.put(library.north, UnimarcRecords.read());
      var record = CATALOGUE + "/record/u:U1";
      assertThat(kira.get(record).body())
          .contains("UNIMARC in marcXchange", "/file/unimarc\"", "/file/unimarcxchange\"");
      assertThat(kira.get(record + "/file/unimarcxchange").body())
          .contains("<record", "format=\"UNIMARC\">")
          .contains("contes de la marée");
      assertThat(kira.get(record + "/file/unimarc").headers().firstValue("content-type"))
          .hasValue("application/marc");
      assertThat(kira.get(record + "/file/danmarc2-line").statusCode()).isEqualTo(404);
    }
  }

  private static long titles(String title) {
    return library.count(
        library.north, "select count(*) from local_record where title = '%s'".formatted(title));
  }

  @Test
  void linkedHeadingIsShownBesideTheRecordAndAuthorityRecordsAreSearchedByThemselves() {
    var lines =
        """
        001 00 *a68000009*b870979
        100 00 *aLindeblad*hVera

        001 00 *a50000009*b870970
        004 00 *rn*ae
        100 00 *5870979*668000009
        245 00 *aHavets bog
        """;
    var read =
        new MarcRecordReader()
            .read(
                new ByteArrayInputStream(lines.getBytes(UTF_8)),
                new Options(RecordFormat.DANMARC2_LINE, "test", false));
    var records = new ArrayList<CatalogueRecord>();
    while (read.hasNext()) {
      records.add(((Accepted) read.next()).record());
    }
    server.put(library.north, records);
    try (var kira = ConsoleVisitor.of(server, "kira")) {
      assertThat(kira.get(CATALOGUE + "?q=lindeblad&in=authorities").body())
          .contains("Lindeblad, Vera", "870979")
          .doesNotContain("Havets bog");
      assertThat(kira.get(CATALOGUE + "/record/870970:50000009").body()).contains("Lindeblad");
      assertThat(kira.get(CATALOGUE + "/record/870970:50000009/edit").body())
          .as("what is edited is the record's own")
          .contains("68000009")
          .doesNotContain("Lindeblad");
    }
  }

  @Test
  void newRecordAsksWhichAgencyItBelongsToWhereThereAreSeveral() {
    try (var kira = ConsoleVisitor.of(server, "kira");
        var sofie = ConsoleVisitor.of(server, "sofie")) {
      var asked = kira.get(CATALOGUE + "/new?format=danmarc2").body();
      assertThat(asked)
          .contains("name=\"agency\"", "value=\"799700\"", "value=\"699700\"")
          .contains("name=\"format\" value=\"danmarc2\"")
          .doesNotContain("name=\"text\"");
      assertThat(kira.get(CATALOGUE + "/new?format=danmarc2&agency=699700").body())
          .contains("*b 699700");
      assertThat(kira.get(CATALOGUE + "/new?agency=799700").body()).contains("003 799700");
      assertThat(sofie.get(CATALOGUE + "/new").body())
          .as("there is only one to choose")
          .contains("003 699700");
    }
  }

  @Test
  void faultyRecordIsTakenNowhere() {
    try (var kira = ConsoleVisitor.of(server, "kira")) {
      make(kira, 2, "Den gode");
      var again = kira.post(CATALOGUE + "/new", Map.of("text", lines(2, "Den dobbelte")));
      assertThat(again.statusCode()).isEqualTo(422);
      assertThat(again.body()).contains("north:2").contains("Line 2:").contains("Den dobbelte");
      var edit = CATALOGUE + "/record/north:2/edit";
      var version = version(kira.get(edit).body());
      for (var text :
          Set.of(
              lines(3, "Den gode"),
              lines(2, "Den gode").replace("245", "246"),
              lines(2, "Den gode").replace("003 north", "003 nor:th"),
              "",
              lines(2, "Den gode").replace("$a", "$a $b"))) {
        var refused = kira.post(edit, Map.of("version", version, "text", text));
        assertThat(refused.statusCode()).as(text).isEqualTo(422);
      }
      assertThat(titles("Den gode")).isEqualTo(1);
      assertThat(kira.post(CATALOGUE + "/record/north:2/remove", Map.of()).statusCode())
          .isEqualTo(422);
      assertThat(kira.post(CATALOGUE + "/record/north:2/remove", Map.of("sure", "on")).statusCode())
          .isEqualTo(303);
      assertThat(kira.get(CATALOGUE + "/record/north:2").statusCode()).isEqualTo(404);
    }
  }

  private static final Pattern TEXT =
      Pattern.compile("<textarea[^>]*>([^<]*)</textarea>", Pattern.DOTALL);

  private static String text(String page) {
    var found = TEXT.matcher(page);
    assertThat(found.find()).isTrue();
    return found.group(1).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
  }

  @Test
  void danishRecordIsMadeAndSavedAsItIs() {
    var lines =
        """
        001 00 *a 91 *b 779700 *f a
        004 00 *r n *a e
        008 00 *t m *a 2026
        009 00 *a a *g xx
        245 00 *a \u27EADen \u27EBdanske pris: 5** *c \u00e6\
        """;
    try (var kira = ConsoleVisitor.of(server, "kira")) {
      var made = kira.post(CATALOGUE + "/new", Map.of("format", "danmarc2", "text", lines));
      assertThat(kira.location(made)).isEqualTo(CATALOGUE + "/record/779700%3A91");
      var page = kira.get(CATALOGUE + "/record/779700:91/edit").body();
      assertThat(text(page)).isEqualTo(lines);
      var same = Map.of("version", version(page), "text", lines);
      assertThat(kira.post(CATALOGUE + "/record/779700:91/edit", same).statusCode()).isEqualTo(303);
      var file = kira.get(CATALOGUE + "/record/779700:91/file/danmarc2-line").body();
      assertThat(file).contains("245 00").contains("danske pris");
    }
  }

  @Test
  void ownerWhoseDeliveriesReplaceWhatIsSavedIsTold() {
    try (var kira = ConsoleVisitor.of(server, "kira")) {
      assertThat(ownedBy(kira, 92, "DBC")).contains("owned by DBC");
      assertThat(ownedBy(kira, 93, "699700")).doesNotContain("owned by");
    }
  }

  private static String ownedBy(ConsoleVisitor visitor, int number, String owner) {
    var lines =
        """
        001 00 *a %d *b 699700 *f a
        004 00 *r n *a e
        245 00 *a Den ejede
        996 00 *a %s\
        """
            .formatted(number, owner);
    visitor.post(CATALOGUE + "/new", Map.of("format", "danmarc2", "text", lines));
    return visitor.get(CATALOGUE + "/record/699700:%d/edit".formatted(number)).body();
  }

  @Test
  void copyIsAnOwnRecordWithANumberOfItsOwn() {
    try (var kira = ConsoleVisitor.of(server, "kira")) {
      var copy = text(kira.get(CATALOGUE + "/new?copy=t:1&of=common&agency=699700").body());
      assertThat(copy)
          .contains("$a \u00c6r\u00f8")
          .contains("003 699700")
          .doesNotContain("001 1\n");
      var made = kira.post(CATALOGUE + "/new", Map.of("text", copy));
      assertThat(kira.location(made)).startsWith(CATALOGUE + "/record/699700%3A2");
      assertThat(titles("\u00c6r\u00f8")).isEqualTo(1);
    }
  }

  @Test
  void commonRecordsAndOtherTenantsAreLookedAtOnly() {
    try (var kira = ConsoleVisitor.of(server, "kira");
        var sara = ConsoleVisitor.of(server, "sara");
        var dora = ConsoleVisitor.of(server, "dora")) {
      make(kira, 5, "Nordens egen");
      assertThat(kira.get(CATALOGUE + "/record/t:1").statusCode()).isEqualTo(200);
      assertThat(kira.get(CATALOGUE + "/record/t:1/edit").statusCode()).isEqualTo(404);
      assertThat(kira.post(CATALOGUE + "/record/t:1/remove", Map.of("sure", "on")).statusCode())
          .isEqualTo(404);
      assertThat(sara.get(CATALOGUE + "/record/north:5").statusCode()).isEqualTo(404);
      var south = "/console/t/south/catalogue/record/north:5";
      assertThat(sara.get(south).statusCode()).isEqualTo(404);
      assertThat(sara.get(south + "?of=north").body()).contains("Nordens egen");
      assertThat(sara.get(south + "/edit?of=north").statusCode()).isEqualTo(404);
      assertThat(dora.get(CATALOGUE + "/record/north:5").body()).doesNotContain("/edit");
      assertThat(dora.get(CATALOGUE + "/new").statusCode()).isEqualTo(403);
    }
  }

  private static Map<String, String> item(String barcode, String branch) {
    return Map.of("barcode", barcode, "branch", branch, "category", "book", "once", barcode);
  }

  @Test
  void whoSeesSomeBranchesOnlySeesAndChangesItemsOfThese() {
    try (var kira = ConsoleVisitor.of(server, "kira");
        var sofie = ConsoleVisitor.of(server, "sofie")) {
      var add = CATALOGUE + "/record/t:1/item";
      assertThat(kira.post(add, item("k1", TestLibrary.MAIN)).statusCode()).isEqualTo(303);
      assertThat(sofie.post(add, item("s1", TestLibrary.MAIN)).statusCode()).isEqualTo(422);
      assertThat(sofie.post(add, item("s1", "DK-699700")).statusCode()).isEqualTo(303);
      assertThat(sofie.get(CATALOGUE + "/item/k1").statusCode()).isEqualTo(404);
      assertThat(
              sofie.post(CATALOGUE + "/item/k1/withdraw", Map.of("reason", "slidt")).statusCode())
          .isEqualTo(404);
      var page = sofie.get(CATALOGUE + "/record/t:1").body();
      assertThat(page).contains("s1").doesNotContain("/item/k1");
      var edit = sofie.get(CATALOGUE + "/item/s1");
      var away = new HashMap<>(item("s1", TestLibrary.MAIN));
      away.put("version", version(edit.body()));
      assertThat(sofie.post(CATALOGUE + "/item/s1", away).statusCode()).isEqualTo(422);
    }
  }

  @Test
  void itemIsWithdrawnAndTakenBackAndNotWhileItIsInUse() {
    try (var kira = ConsoleVisitor.of(server, "kira")) {
      kira.post(CATALOGUE + "/record/t:1/item", item("w1", TestLibrary.MAIN));
      var path = CATALOGUE + "/item/w1";
      assertThat(kira.post(path + "/withdraw", Map.of()).statusCode()).isEqualTo(422);
      var withdraw = Map.of("reason", "slidt", "once", "a");
      assertThat(kira.post(path + "/withdraw", withdraw).statusCode()).isEqualTo(303);
      assertThat(kira.get(path).body()).contains("withdrawn").contains("/restore");
      assertThat(kira.post(path + "/restore", Map.of("once", "b")).statusCode()).isEqualTo(303);
      assertThat(kira.get(path).body()).contains("on the shelf");
      var late = new HashMap<>(item("w1", TestLibrary.MAIN));
      late.put("version", "of yesterday");
      assertThat(kira.post(path, late).statusCode()).isEqualTo(422);
      assertThat(kira.post(CATALOGUE + "/record/t:1/item", item("w1", TestLibrary.MAIN)).body())
          .contains("Another item has this barcode.");
    }
  }

  @Test
  void wordsAndCqlAreSearchedForAndFaultsAreTold() {
    try (var dora = ConsoleVisitor.of(server, "dora")) {
      assertThat(dora.get(CATALOGUE + "?q=fan%C3%B8").body()).contains("/record/t%3A2");
      assertThat(dora.get(CATALOGUE + "?q=title%3Dfan*&in=common&sort=title").body())
          .contains("/record/t%3A2");
      for (var words : List.of("fan%C3%B8+samt+andre+ting", "fan%C3%B8+samt+ting")) {
        assertThat(dora.get(CATALOGUE + "?q=" + words).body()).contains("Nothing was found.");
      }
      var fault = dora.get(CATALOGUE + "?q=nosuchindex%3Dfan%C3%B8");
      assertThat(fault.statusCode()).isEqualTo(422);
      assertThat(fault.body())
          .contains("<span lang=\"en\">Unsupported index</span>", "nosuchindex");
      dora.get("/console/language/da");
      assertThat(dora.get(CATALOGUE + "?q=nosuchindex%3Dfan%C3%B8").body())
          .contains("<span lang=\"da\">Indekset findes ikke</span>", "nosuchindex");
      assertThat(dora.get(CATALOGUE + "?q=*&in=all&page=9999&by=YEAR:x&by=none").statusCode())
          .isLessThan(500);
    }
  }
}
