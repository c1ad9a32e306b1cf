package org.samling.marc.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.file;
import static org.samling.marc.MarcFixture.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.marc.MarcFixture;
import org.samling.marc.MarcRecordRenderer;
import org.samling.marc.text.BriefRecords;
import org.w3c.dom.Document;

/** Whole records from one format into another, and every form that they are given in. */
class MappedRecordsTest {

  private static final String DANMARC2 =
      """
      001 00 *a5 123 456 7*b870970*c20240315101112*d20231201*fa
      004 00 *rc*ae
      008 00 *tm*uf*a2024*bdk*de*ldan*v0*ob*jf
      009 00 *aa*gxx
      021 00 *e9788702111415*bindb.*dkr. 199,95
      032 00 *xBKM202412*aDBF202415
      041 00 *adan*ceng
      100 00 *aHansen*hAnders*4aut
      241 00 *aThe ¤fifth circle
      245 00 *aDen ¤femte kreds*cen roman fra Vangs@å*eA. Hansen*fillustreret af B. Holm
      250 00 *a1. udgave
      260 00 *aKøbenhavn*bGyldendal
      300 00 *a251 sider*bill.*c24 cm
      440 00 *aDe ¤hvide bøger*v3
      504 00 *aOm en ung mand
      521 00 *b1. oplag*c2024
      652 00 *osk
      666 00 *svenskab*qKøbenhavn*uFor 10-12 år
      700 00 *aHolm*hB.*4ill
      880 00 *6245;c*a@041F@044F@0442@044B@0439 @043A@0440@0443@0433
      996 00 *aDBC
      """;

  private static final String MARC21 =
      """
      001 51234567
      003 DK-870970
      005 20240315101112.0
      007 ta
      008 231201s2024    dk ||||j d    00| f dan d
      020 ## $a9788702111415$qindb. :$ckr. 199,95
      040 ## $aDK-870970$bdan$ekatreg$cDK-870970
      041 1# $adan$heng
      084 ## $ask$2dk5
      100 1# $aHansen, Anders$4aut
      245 14 $aDen femte kreds :$ben roman fra Vangsaa /$cA. Hansen ; illustreret af B. Holm
      250 ## $a1. udgave
      260 ## $aKøbenhavn :$bGyldendal,$c2024
      300 ## $a251 sider :$bill. ;$c24 cm
      490 1# $aDe hvide bøger ;$v3
      520 ## $aOm en ung mand
      500 ## $a1. oplag, 2024
      521 ## $aFor 10-12 år
      650 #7 $avenskab$2dbcs
      651 #7 $aKøbenhavn$2dbcs
      765 08 $tThe fifth circle
      700 1# $aHolm, B.$4ill
      830 #3 $aDe hvide bøger ;$v3
      880 10 $6245-00/(N$aПятый круг
      932 ## $xBKM202412$aDBF202415
      996 ## $aDBC
      """;

  /** What is left of the record after both ways; what is lost is in docs/mapping.md. */
  private static final String DANMARC2_AGAIN =
      """
      001 00 *a51234567*b870970*c20240315101112*d20231201*fa
      004 00 *rc*ae
      008 00 *tm*a2024*bdk*de*jf*ldan*ob*v0
      009 00 *aa*gxx
      021 00 *e9788702111415*bindb.*dkr. 199,95
      032 00 *xBKM202412*aDBF202415
      041 00 *adan*ceng
      100 00 *aHansen*hAnders*4aut
      241 00 *aThe fifth circle
      245 00 *aDen ¤femte kreds*cen roman fra Vangsaa*eA. Hansen ; illustreret af B. Holm
      250 00 *a1. udgave
      260 00 *aKøbenhavn*bGyldendal*c2024
      300 00 *a251 sider*bill.*c24 cm
      440 00 *aDe ¤hvide bøger*v3
      500 00 *a1. oplag, 2024
      504 00 *aOm en ung mand
      517 00 *aFor 10-12 år
      652 00 *osk
      666 00 *fvenskab
      666 00 *eKøbenhavn
      700 00 *aHolm*hB.*4ill
      880 00 *6245;c*a@041F@044F@0442@044B@0439 @043A@0440@0443@0433
      996 00 *aDBC
      """;

  private final MarcRecordRenderer renderer = new MarcRecordRenderer();

  private static CatalogueRecord lines(String text) {
    return accepted(read(text.getBytes(ISO_8859_1)).getFirst()).record();
  }

  private static String shown(MarcContent content) {
    return content.fields().stream()
        .map(field ->
            switch (field) {
              case ControlField(var tag, var value) -> tag + " " + value;
              case DataField data -> MappingRowsTest.marc21(data);
            })
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String shownDanmarc2(MarcContent content) {
    return content.fields().stream()
        .map(field -> MappingRowsTest.danmarc2((DataField) field))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void recordOfDanmarc2BecomesAWholeRecordOfMarc21AndComesBackWithWhatIsNotLost() {
    var marc21 = Danmarc2ToMarc21.convert(lines(DANMARC2).content());

    assertThat(marc21.leader()).isEqualTo("00000cam a2200000 i 4500");
    assertThat(shown(marc21)).isEqualTo(MARC21);
    assertThat(shownDanmarc2(Marc21ToDanmarc2.convert(marc21))).isEqualTo(DANMARC2_AGAIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "001 00 *a1*b870970\n004 00 *rc*ae\n008 00 *tp*uc*a1986*bgb*cq*hp*ia*leng*v4\n009 00 *aa*gxe" | "00000cas a22000005i 4500" | "000000c19869999xxkq| p|o|    0   a|eng d"
          "001 00 *a1*b870970\n004 00 *rn*ab\n008 00 *tm*ur*a199?*bus*leng*f1*g1*kb\n009 00 *ac*gxx" | "00000ncm a2200000uib4500" | "000000r199uuuuuxxu||||  |||||||| | eng d"
          "001 00 *a1*b870970\n004 00 *rd*ai\n008 00 *ta*a1997*ldan\n009 00 *aa*gxx" | "00000daa a2200000ui 4500" | "000000s1997    xx ||||       00| | dan d"
          "001 00 *a1*b870970*d19990131\n004 00 *rn*ah\n008 00 *tm*a1998*z2001*bse*lswe*v4\n009 00 *am*gth" | "00000ngm a22000005ia4500" | "990131m19982001sw |||            ||swe d"
          "001 00 *a1*b870970\n008 00 *l???" | "00000nam a2200000ui 4500" | "000000nuuuuuuuuxx ||||       00| | und d"
          """)
  void codedFieldsMakeLeaderAndField008(String record, String leader, String coded) {
    var marc21 = Danmarc2ToMarc21.convert(lines(record.replace("\\n", "\n") + "\n").content());

    assertThat(marc21.leader()).isEqualTo(leader);
    assertThat(marc21.controlFields("008").findFirst().orElseThrow()).hasSize(40);
    assertThat(marc21.controlFields("008").findFirst().orElseThrow())
        .startsWith(coded.substring(0, 18));
    assertThat(marc21.controlFields("008")).containsExactly(coded);
  }

  @Test
  void whatIsShownOfARecordIsTheSameAfterMapping() {
    for (var result : read(file("danmarc2.lin"))) {
      var record = accepted(result).record();
      var mapped = Danmarc2ToMarc21.convert(record.content());
      var brief = BriefRecords.of(mapped, MarcFormat.MARC21);
      assertThat(brief.year()).isEqualTo(record.brief().year());
      assertThat(brief.isbns()).isEqualTo(record.brief().isbns());
    }
    var record = lines(DANMARC2);
    var brief = BriefRecords.of(Danmarc2ToMarc21.convert(record.content()), MarcFormat.MARC21);
    assertThat(brief.title()).isEqualTo(record.brief().title().replace("ꜳ", "aa"));
    assertThat(brief.author()).isEqualTo(record.brief().author());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UNIMARC", "UNIMARCXCHANGE"})
  void everyRecordIsGivenInEveryFormAndReadAgain(RecordSyntax syntax) throws Exception {
    for (var record : records()) {
      var bytes =
          renderer.render(record.content(), record.format(), syntax).orElseThrow().toArray();
      if (syntax == RecordSyntax.DUBLIN_CORE || syntax == RecordSyntax.MODS) {
        assertThat(parsed(bytes).getDocumentElement().getNamespaceURI()).isNotNull();
      } else {
        var again =
            read(new ByteArrayInputStream(bytes), new Options(format(syntax), "779700", false));
        assertThat(again).singleElement().isInstanceOf(ReadResult.Accepted.class);
      }
    }
  }

  /** What a form is read as again: MARC 21 in other characters as MARC 21. */
  private static RecordFormat format(RecordSyntax syntax) {
    return syntax.format() == null ? RecordFormat.MARC21 : syntax.format();
  }

  private record Known(MarcContent content, MarcFormat format) {}

  /** Records of fixtures, and of chance: every field of danMARC2 and MARC 21 with odd contents. */
  private static List<Known> records() {
    var records = new ArrayList<Known>();
    for (var name : List.of("danmarc2.lin", "danish.marc", "collection.xml", "marcxchange.xml")) {
      for (var result : read(name.endsWith("marc") ? bytesOfRecords(name) : file(name))) {
        if (result instanceof ReadResult.Accepted read) {
          records.add(new Known(read.record().content(), read.record().format().marc()));
        }
      }
    }
    var random = new Random(6);
    for (var i = 0; i < 200; i++) {
      records.add(new Known(ofChance(random, List.of("880", "245")), MarcFormat.MARC21));
      records.add(
          new Known(
              ofChance(random, List.of("004", "008", "009", "880", "245")), MarcFormat.DANMARC2));
      records.add(new Known(ofChance(random, List.of("200", "700")), MarcFormat.UNIMARC));
    }
    return records;
  }

  private static final String[] TEXTS = {
    "",
    " ",
    "(",
    ")",
    "[",
    "]",
    "x",
    "1",
    "20240101",
    "978",
    "<<Den >>a",
    "<<a=b>>",
    "\u0098A \u009Cb",
    "\u0098\u009C",
    "\u009C",
    "a,",
    ", b",
    " /",
    "(DK-870970)1",
    "LIX 7",
    "DK-870970",
    "870970",
    "260;c",
    "245-01/(N",
    "880",
    "¤@*",
    "日本",
    "<&>\"",
    "dk5",
    "dbcs",
    "xe",
    "p",
    "\uD83D\uDE00"
  };

  private static MarcContent ofChance(Random random, List<String> always) {
    var fields = new ArrayList<Field>();
    fields.add(new ControlField("001", "1"));
    fields.add(new ControlField("003", "A/b@c_d=\"<"));
    var tags =
        random
            .ints(30, 0, 1000)
            .mapToObj("%03d"::formatted)
            .filter(t -> t.charAt(0) != '0' || t.charAt(1) != '0');
    for (var tag : Stream.concat(tags, always.stream()).toList()) {
      var subfields = new ArrayList<Subfield>();
      for (var n = random.nextInt(6); n >= 0; n--) {
        var code = "abcdefghijklmnopqrstuvwxyz0123456789æøå&".charAt(random.nextInt(40));
        subfields.add(new Subfield(code, TEXTS[random.nextInt(TEXTS.length)]));
      }
      var indicators = " 0123456789";
      fields.add(
          new DataField(
              tag,
              indicators.charAt(random.nextInt(11)),
              indicators.charAt(random.nextInt(11)),
              subfields));
    }
    return new MarcContent(
        "00000" + "ncd?".charAt(random.nextInt(4)) + "ab  2200000   4500", fields);
  }

  private static Document parsed(byte[] xml) throws Exception {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
  }

  @Test
  void recordThatIsAskedForInTheFormItCameInGoesOutByteForByte() {
    for (var name :
        List.of(
            "danmarc2.lin",
            "danish.marc",
            "marc8.marc",
            "collection.xml",
            "marcxchange.xml",
            "unimarc.xml")) {
      var bytes = name.endsWith("marc") ? bytesOfRecords(name) : file(name);
      for (var result : read(bytes)) {
        var record = accepted(result).record();
        for (var syntax : RecordSyntax.values()) {
          if (syntax.marc() == MarcFormat.UNIMARC && record.format().marc() != MarcFormat.UNIMARC) {
            continue;
          }
          var rendered = renderer.render(record, syntax).orElseThrow();
          if (syntax.format() == record.format() && !name.equals("marcxchange.xml")) {
            assertThat(rendered).as(name).isEqualTo(record.original());
          }
        }
      }
    }
  }

  private static byte[] bytesOfRecords(String name) {
    return MarcFixture.join(
        MarcFixture.records(name).stream()
            .map(MarcFixture.RawRecord::bytes)
            .toArray(byte[][]::new));
  }

  @Test
  void marcXchangeOfMarc21IsGivenAsMarcXml() {
    var xml =
        """
        <record xmlns="info:lc/xmlns/marcxchange-v1" format="MARC21"><leader>00000nam a2200000 i 4500</leader>\
        <controlfield tag="001">1</controlfield>\
        <datafield tag="245" ind1="0" ind2="0"><subfield code="a">Titel</subfield></datafield></record>\
        """;
    var record = accepted(read(xml.getBytes(UTF_8)).getFirst()).record();

    var rendered = renderer.render(record, RecordSyntax.MARCXML).orElseThrow();

    assertThat(rendered).isNotEqualTo(record.original());
    assertThat(new String(rendered.toArray(), UTF_8))
        .startsWith("<record xmlns=\"http://www.loc.gov/MARC21/slim\">");
    assertThat(renderer.render(record, RecordSyntax.MARCXCHANGE).map(Bytes::length)).isPresent();
  }

  @Test
  void documentListsTheSubfieldsOfDanmarc2ThatAreLost() throws IOException {
    var lost =
        fixtureLines("mapping/danmarc2-fields.tsv")
            .map(line -> line.split("\t", -1))
            .map(columns -> new String[] {columns[0], columns[1], lost(columns[0], columns[1])})
            .filter(field -> !field[2].isEmpty())
            .map(field -> field[0] + " " + (field[2].equals(field[1]) ? "all" : field[2]));

    assertThat(listed("lost-danmarc2", ";")).containsExactlyElementsOf(lost.toList());
  }

  private static String lost(String tag, String codes) {
    return codes
        .chars()
        .filter(code -> !Danmarc2ToMarc21.isMapped(tag, (char) code))
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Test
  void documentListsTheFieldsOfMarc21ThatAreLost() throws IOException {
    var taken =
        Marc21ToDanmarc2.TABLE.rows().stream()
            .flatMap(row -> row.tags().stream())
            .collect(Collectors.toSet());
    var lost =
        fixtureLines("mapping/marc21-fields.txt")
            .filter(tag -> !taken.contains(tag) && !tag.equals("880") && !tag.equals("040"));

    assertThat(listed("lost-marc21", " ")).containsExactlyElementsOf(lost.toList());
  }

  private static Stream<String> fixtureLines(String fixture) {
    return new String(file(fixture), UTF_8).lines().filter(line -> !line.startsWith("#"));
  }

  private static List<String> listed(String name, String separator) throws IOException {
    var fixtures = Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")));
    var document = Files.readString(fixtures.resolveSibling("docs").resolve("mapping.md"));
    var begin = document.indexOf("```" + name + "\n") + name.length() + 4;
    var list = document.substring(begin, document.indexOf("\n```", begin)).replace('\n', ' ');
    return Arrays.stream(list.split(separator, -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "country, dk, dk",
    "country, de, gw",
    "country, gb, xxk",
    "country, us, xxu",
    "country, se, sw",
    "country, no, no",
    "country, fo, fa",
    "country, gl, gl",
    "country, is, ic",
    "country, ch, sz",
    "country, nl, ne",
    "country, es, sp",
    "country, fi, fi",
    "country, fr, fr",
    "country, it, it",
    "country, pl, pl",
    "country, at, au",
    "country, au, at",
    "country, ca, xxc",
    "country, jp, ja",
    "material, a, a",
    "material, b, t",
    "material, m, g",
    "material, r, i",
    "material, s, j",
    "material, t, m",
    "material, u, r",
    "material, g, k",
    "level, p, s",
    "level, a, a",
    "level, m, m",
    "status, c, c",
    "status, d, d",
    "record-type, h, a",
    "record-type, b, b",
    "cataloguing-level, 4, 5",
    "content-form, m, m",
    "content-form, e, d",
    "content-form, b, b",
    "audience, b, j",
    "script, c, (N",
    "script, f, (3",
    "relation, ANM, Anmeldelse af",
    "carrier, xe, cr",
    "carrier, xc, sd",
    "carrier, th, vd",
    "carrier, nh, vf"
  })
  void codesAreMappedBothWays(String list, String danmarc2, String marc21) {
    assertThat(CodeLists.toMarc21(list, danmarc2, "none")).isEqualTo(marc21);
    assertThat(CodeLists.toDanmarc2(list, marc21, "none")).isEqualTo(danmarc2);
  }

  @ParameterizedTest
  @CsvSource({"nyu, us", "onc, ca", "enk, gb", "xga, au", "zzz, xx", "dk, dk"})
  void stateOrProvinceIsItsCountry(String marc21, String danmarc2) {
    var content =
        new MarcContent(
            "00000nam a2200000 i 4500",
            List.of(
                new ControlField(
                    "008", "240101s2024    %-3s||||||||||||||||||und d".formatted(marc21))));
    var coded = Marc21ToDanmarc2.convert(content).dataFields("008").findFirst().orElseThrow();
    assertThat(coded.values('b')).containsExactly(danmarc2);
  }
}
