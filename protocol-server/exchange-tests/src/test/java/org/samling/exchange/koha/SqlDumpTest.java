package org.samling.exchange.koha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.testing.Checkout;

/** What mysqldump and mariadb-dump write is read as it was in the tables. */
class SqlDumpTest {

  private static final String TABLE =
      "CREATE TABLE `t` (\n  `a` int(11) NOT NULL,\n  `b` longtext DEFAULT NULL COMMENT 'x; `y`',\n  KEY `k` (`a`)\n) ENGINE=InnoDB;\n";

  @TempDir private Path directory;

  private static Map<String, List<List<String>>> tables(Path file) {
    return tables(file, 1 << 24);
  }

  private static Map<String, List<List<String>>> tables(Path file, int maxRow) {
    var all = new TreeMap<String, List<List<String>>>();
    SqlDump.read(
        file,
        maxRow,
        table -> {
          if (table.equals("other")) {
            return null;
          }
          var rows = all.computeIfAbsent(table, _ -> new ArrayList<>());
          return row -> rows.add(Arrays.stream(row.values()).map(String::valueOf).toList());
        });
    return all;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("dump.sql"), bytes);
  }

  private List<List<String>> rows(String text) throws IOException {
    return rows(1 << 24, text);
  }

  private List<List<String>> rows(int maxRow, String text) throws IOException {
    return tables(file(text.getBytes(StandardCharsets.UTF_8)), maxRow).getOrDefault("t", List.of());
  }

  /** Of the same made-up Koha, by MariaDB's own program. */
  @ParameterizedTest
  @ValueSource(strings = {"hex-blob", "skip-extended-insert"})
  void allFormsOfADumpSayTheSame(String form) throws IOException {
    var usual = tables(Checkout.file("test-fixtures/cutover/koha-dump/default.sql"));
    var made = tables(MadeKoha.write(directory.resolve("made.sql"), MadeKoha.Size.SMALL));

    assertThat(usual.get("borrowers")).hasSize(14);
    assertThat(tables(Checkout.file("test-fixtures/cutover/koha-dump/" + form + ".sql")))
        .isEqualTo(usual);
    // MariaDB tells the zone of its timestamps, and their days and hours are those of its clock.
    made.remove("accountlines");
    usual.remove("accountlines");
    assertThat(usual).isEqualTo(made);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "NULL|null",
        "-12.50|-12.50",
        "1.5e-10|1.5e-10",
        "''|~~",
        "'NULL'|NULL",
        "'it\\'s'|it's",
        "'it''s'|it's",
        "'a\\\\'|a\\",
        "'a;b -- c /* d */ # e'|a;b -- c /* d */ # e",
        "'æøå €'|æøå €",
        "'\\%\\_\\q'|%_q",
        "0xC3A65C27|æ\\'",
        "x'41'|A",
        "_binary 'A\\0B'|A\0B",
        "_utf8mb4'ø'|ø"
      })
  void valueIsReadAsItWasWritten(String written, String value) throws IOException {
    assertThat(rows(TABLE + "INSERT INTO `t` VALUES (1," + written + ");"))
        .containsExactly(List.of("1", value == null ? "" : value));
  }

  @Test
  void columnsMayBeNamedAndStatementsWrittenInAllWays() throws IOException {
    var text =
        """
        /*!50503 SET NAMES utf8mb4 */;
        -- a comment; with 'quotes
        INSERT IGNORE INTO `t` (`b`, `a`) VALUES
        ('x', 1),
        ('y', -2);
        REPLACE INTO t (a, b) VALUES (3, 'z');
        LOCK TABLES `t` WRITE;
        DELIMITER ;;
        CREATE TRIGGER q BEFORE INSERT ON t FOR EACH ROW BEGIN
          INSERT INTO t VALUES (9, 'never');
        END ;;
        DELIMITER ;
        INSERT INTO `other` VALUES (1, 'a\\'); INSERT INTO t VALUES (8)');
        INSERT INTO t (a, b) VALUES (4, 'end')\
        """;
    assertThat(rows(text + ";"))
        .containsExactly(
            List.of("x", "1"), List.of("y", "-2"), List.of("3", "z"), List.of("4", "end"));
  }

  @Test
  void dumpInLatin1IsReadAsThat() throws IOException {
    var text =
        "/*!40101 SET NAMES latin1 */;\n" + TABLE + "INSERT INTO `t` VALUES (1,'blåbær – €');";
    assertThat(tables(file(text.getBytes(Charset.forName("windows-1252")))).get("t"))
        .containsExactly(List.of("1", "blåbær – €"));
    assertThatThrownBy(() -> rows("SET NAMES big5;"))
        .isInstanceOf(DumpException.class)
        .hasMessageContaining("its character set is big5; dump it with");
  }

  @Test
  void timestampsOfADumpInUtcSaySo() throws IOException {
    var table = "CREATE TABLE `t` (\n  `a` timestamp NULL,\n  `b` datetime\n);\n";
    var row = "INSERT INTO `t` VALUES ('2026-01-02 03:04:05','2026-01-02 03:04:05'),(NULL,NULL);";
    assertThat(rows("/*!40103 SET TIME_ZONE='+00:00' */;\n" + table + row))
        .containsExactly(
            List.of("2026-01-02 03:04:05+00:00", "2026-01-02 03:04:05"), List.of("null", "null"));
    assertThat(rows(table + row).getFirst())
        .containsExactly("2026-01-02 03:04:05", "2026-01-02 03:04:05");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "INSERT INTO `t` VALUES (1,'a'),(2,'b|ends in the middle of a statement",
        "INSERT INTO `t` VALUES (1|ends in the middle of a statement",
        "INSERT INTO `t` VALUES (1,'a'),|ends in the middle of a statement",
        "INSERT INTO `t` VALUES (1,'a') x;|is missing",
        "INSERT INTO `t` VALUES (1,'a','b');|\")\" is missing",
        "INSERT INTO `t` VALUES (1,0xfx);|is none",
        "INSERT INTO `t` SELECT 1;|are not written as VALUES",
        "INSERT INTO `unknown` VALUES (1);|nothing says which columns they have",
        "%PDF-1.7|is not SQL as mysqldump writes it"
      })
  void faultIsNamedWithItsPlaceAndNothingOfTheRow(String text, String fault) {
    assertThatThrownBy(() -> rows(TABLE + text))
        .isInstanceOf(DumpException.class)
        .hasMessageContaining(fault)
        .hasMessageContaining("dump.sql, at byte ")
        .hasMessageNotContaining("'b");
  }

  @Test
  void gzipThatIsCutShortIsNamedAsThat() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write((TABLE + "INSERT INTO `t` VALUES (1,'a');").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(tables(file(packed.toByteArray()))).containsKey("t");
    assertThatThrownBy(() -> tables(file(Arrays.copyOf(packed.toByteArray(), packed.size() - 12))))
        .isInstanceOf(DumpException.class)
        .hasMessageContaining("is packed, and incomplete or damaged");
  }

  @Test
  void rowThatIsTooLongIsRefusedAndAStatementOfAnyLengthIsNot() throws IOException {
    var row = "(1,'" + "x".repeat(1 << 19) + "')";
    var many = "INSERT INTO `t` VALUES " + String.join(",", List.of(row, row, row)) + ";";
    assertThat(rows(1 << 20, TABLE + many)).hasSize(3);

    assertThatThrownBy(() -> rows(1 << 18, TABLE + many))
        .isInstanceOf(DumpException.class)
        .hasMessageContaining("a row of t is longer than");
  }
}
