package org.samling.marc.mapping;

import java.util.ArrayList;
import java.util.Locale;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;

/**
 * Converts a UNIMARC record to MARC 21 (IFLA, "UNIMARC Manual: Bibliographic Format"; Library of
 * Congress, "UNIMARC to MARC 21 Conversion Specifications"): leader and fields 100 to 102 to leader
 * and field 008, the rest by the table unimarc-marc21.tsv.
 *
 * <p>Stateless.
 */
public final class UnimarcToMarc21 {

  public static final MappingTable TABLE =
      MappingTable.load("unimarc-marc21.tsv", MappingText.PLAIN);

  private static final int CODED = 36;

  private UnimarcToMarc21() {}

  public static MarcContent convert(MarcContent content) {
    var record = new MappingSource(content);
    var fields = new ArrayList<Field>();
    for (var tag : new String[] {"001", "005"}) {
      var text = record.control(tag);
      if (text != null && !text.isBlank()) {
        fields.add(new ControlField(tag, text.strip()));
      }
    }
    var agency = record.first("801", 'b');
    if (agency != null) {
      fields.add(new ControlField("003", agency));
    }
    var leader = leader(content.leader());
    fields.add(new ControlField("008", coded(record, leader)));
    for (var field : content.fields()) {
      if (field instanceof DataField data) {
        TABLE.apply(data, record).forEach(made -> fields.add(Danmarc2ToMarc21.field(made)));
      }
    }
    fields.sort(Danmarc2ToMarc21.ORDER);
    return new MarcContent(leader, fields);
  }

  private static String leader(String unimarc) {
    var status = "cdnp".indexOf(unimarc.charAt(5)) >= 0 ? unimarc.charAt(5) : 'n';
    var type = CodeLists.toMarc21("unimarc-material", unimarc.substring(6, 7), "a");
    var level = "acims".indexOf(unimarc.charAt(7)) >= 0 ? unimarc.charAt(7) : 'm';
    return "00000" + status + type + level + " a2200000ui 4500";
  }

  /** Field 008; of positions 18-34 only the target audience of a book is coded. */
  private static String coded(MappingSource record, String leader) {
    var given = record.first("100", 'a');
    var processing = given == null ? "" : given;
    processing += " ".repeat(Math.max(0, CODED - processing.length()));
    var made = processing.substring(2, 8);
    var first = processing.substring(9, 13);
    var isYear = first.matches("\\d{4}");
    var second = processing.substring(13, 17);
    var country = text(record, "102");
    var language = text(record, "101");
    var audience = CodeLists.toMarc21("unimarc-audience", processing.substring(17, 18), "|");
    return (made.matches("\\d{6}") ? made : "000000")
        + (isYear
            ? CodeLists.toMarc21("unimarc-dates", processing.substring(8, 9), "s") + first
            : "nuuuu")
        + (second.matches("\\d{4}") ? second : isYear ? "    " : "uuuu")
        + (CodeLists.toMarc21("country", country.toLowerCase(Locale.ROOT), "xx") + "   ")
            .substring(0, 3)
        + (leader.startsWith("am", 6) ? "||||" + audience + "||||||||||||" : "|".repeat(17))
        + (language.matches("[a-z]{3}") ? language : "und")
        + " d";
  }

  private static String text(MappingSource record, String tag) {
    var text = record.first(tag, 'a');
    return text == null ? "" : text;
  }
}
