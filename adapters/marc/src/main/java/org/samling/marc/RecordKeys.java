package org.samling.marc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RepairKind;

/**
 * Derives a record's key: the agency that made it and its number there. MARC 21 has them in fields
 * 003 and 001, danMARC2 in 001 *b and *a.
 */
final class RecordKeys {

  private static final int HASH_BYTES = 16;

  private RecordKeys() {}

  /**
   * The key of a record. A record without a usable number gets one derived from its content, so
   * that the same record is recognised again.
   */
  static RecordKey of(
      MarcContent content, MarcFormat format, RecordReader.Options options, Repairs repairs) {
    var source = source(content, format, options, repairs);
    return new RecordKey(source, number(content, format, repairs));
  }

  private static String source(
      MarcContent content, MarcFormat format, RecordReader.Options options, Repairs repairs) {
    var named = agency(content, format);
    if (options.overrideSource() || named.isEmpty()) {
      return options.source();
    }
    if (!isUsable(named) || named.indexOf(':') >= 0) {
      var isDanmarc2 = format == MarcFormat.DANMARC2;
      repairs.at(isDanmarc2 ? "001" : "003", 1);
      if (isDanmarc2) {
        repairs.in('*', 'b');
      }
      repairs.add(RepairKind.AGENCY_UNUSABLE, named, options.source());
      return options.source();
    }
    return named;
  }

  private static String agency(MarcContent content, MarcFormat format) {
    var named =
        switch (format) {
          case MARC21 -> content.controlFields("003");
          case DANMARC2 -> content.dataFields("001").flatMap(f -> f.values('b'));
          case UNIMARC -> Stream.<String>empty();
        };
    return named.findFirst().map(String::strip).orElse("");
  }

  private static String number(MarcContent content, MarcFormat format, Repairs repairs) {
    var numbers =
        switch (format) {
          case MARC21, UNIMARC -> content.controlFields("001").map(String::strip).toList();
          // Printed with blanks for legibility: 5 123 456 7. Some converters make it a control
          // field.
          case DANMARC2 ->
              Stream.concat(
                      content.dataFields("001").flatMap(f -> f.values('a')),
                      content.controlFields("001"))
                  .map(number -> number.replace(" ", ""))
                  .toList();
        };
    repairs.at("001", numbers.isEmpty() ? 0 : 1);
    if (numbers.size() > 1) {
      repairs.add(RepairKind.NUMBER_REPEATED, String.join(", ", numbers), numbers.getFirst());
    }
    if (!numbers.isEmpty() && isUsable(numbers.getFirst())) {
      return numbers.getFirst();
    }
    var derived = "sha256:" + hash(content);
    repairs.add(
        numbers.isEmpty() ? RepairKind.NUMBER_MISSING : RepairKind.NUMBER_UNUSABLE,
        numbers.isEmpty() ? "" : numbers.getFirst(),
        derived);
    return derived;
  }

  private static boolean isUsable(String part) {
    return !part.isBlank()
        && part.length() <= RecordKey.MAX_LENGTH
        && part.chars().noneMatch(Character::isISOControl);
  }

  private static String hash(MarcContent content) {
    var digest = sha256();
    for (var field : content.fields()) {
      switch (field) {
        case ControlField(var tag, var value) -> add(digest, tag, "\u001E", value);
        case DataField data -> {
          add(digest, data.tag(), "\u001E");
          add(digest, String.valueOf(data.indicator1()), String.valueOf(data.indicator2()));
          for (var subfield : data.subfields()) {
            add(digest, "\u001F", String.valueOf(subfield.code()), subfield.value());
          }
        }
      }
      add(digest, "\u001D");
    }
    return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  private static void add(MessageDigest digest, String... parts) {
    for (var part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
