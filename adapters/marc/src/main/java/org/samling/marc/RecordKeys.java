package org.samling.marc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader.Options;

/**
 * Finds out what a record is known by: the agency of field 003 and the control number of field 001
 * (MARC 21 Bibliographic, 001 and 003).
 */
final class RecordKeys {

  private static final int HASH_BYTES = 16;

  private RecordKeys() {}

  /**
   * The key of a record. A record without a usable number gets one from its content, so that the
   * same record is known again.
   */
  static RecordKey of(MarcContent content, Options options, Repairs repairs) {
    return new RecordKey(source(content, options, repairs), number(content, repairs));
  }

  private static String source(MarcContent content, Options options, Repairs repairs) {
    var named = content.controlFields("003").findFirst().map(String::strip).orElse("");
    if (options.overrideSource() || named.isEmpty()) {
      return options.source();
    }
    if (!isUsable(named) || named.indexOf(':') >= 0) {
      repairs.add(
          "Field 003 does not hold an organisation code; the record counts as one of "
              + options.source()
              + ".");
      return options.source();
    }
    return named;
  }

  private static String number(MarcContent content, Repairs repairs) {
    var numbers = content.controlFields("001").map(String::strip).toList();
    if (numbers.size() > 1) {
      repairs.add("Field 001 occurs " + numbers.size() + " times; the first one counts.");
    }
    if (!numbers.isEmpty() && isUsable(numbers.getFirst())) {
      return numbers.getFirst();
    }
    var derived = "sha256:" + hash(content);
    repairs.add(
        (numbers.isEmpty() ? "There is no field 001" : "Field 001 does not hold a control number")
            + "; the record was given the number "
            + derived
            + ", made from its content.");
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
