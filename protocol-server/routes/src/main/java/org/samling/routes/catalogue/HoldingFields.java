package org.samling.routes.catalogue;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.circulation.ItemState;
import org.samling.core.organisation.Account;
import org.samling.routes.ScreenMessages;

/**
 * Adds to a record where its items stand at this moment: a field 852 (MARC 21, "Location") for
 * each, with the branch in $a, the place in it in $c, the call number in $h, the barcode in $p, and
 * in $z in words whether it can be had.
 */
public final class HoldingFields {

  private static final String ENGLISH = "001";

  private final ScreenMessages messages;
  private final ZoneId zone;

  private HoldingFields(ScreenMessages messages, ZoneId zone) {
    this.messages = messages;
    this.zone = zone;
  }

  /** In the language of an account; in English for anybody. */
  public static HoldingFields of(@Nullable Account account) {
    return new HoldingFields(
        ScreenMessages.of(account == null ? ENGLISH : account.language()),
        account == null ? ZoneOffset.UTC : account.tenant().zone());
  }

  /** The record with a field for each item; the record itself where there is none. */
  public MarcContent added(MarcContent content, List<ItemState> items) {
    if (items.isEmpty()) {
      return content;
    }
    List<Field> fields = new ArrayList<>(content.fields());
    items.forEach(item -> fields.add(field(item)));
    return new MarcContent(content.leader(), fields);
  }

  private Field field(ItemState state) {
    var item = state.item();
    var subfields = new ArrayList<Subfield>();
    add(subfields, 'a', item.home());
    add(subfields, 'c', item.location());
    add(subfields, 'h', item.callNumber());
    add(subfields, 'p', item.barcode());
    add(subfields, 'z', status(state));
    return new DataField("852", ' ', ' ', subfields);
  }

  private static void add(List<Subfield> subfields, char code, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      subfields.add(new Subfield(code, value));
    }
  }

  private String status(ItemState state) {
    return switch (state.status()) {
      case AVAILABLE ->
          messages.text(state.forLoan() ? "item.available" : "item.available-for-use-here");
      case ON_LOAN ->
          state.due() == null
              ? messages.text("item.on-loan")
              : messages.text(
                  "item.on-loan-until", state.due().atZone(zone).toLocalDate().toString());
      case SET_ASIDE -> messages.text("item.set-aside");
      case ON_HOLD_SHELF -> messages.text("item.on-hold-shelf");
      case IN_TRANSIT -> messages.text("item.in-transit");
      case TO_BE_RESHELVED -> messages.text("item.to-be-reshelved");
      case ON_ORDER -> messages.text("item.on-order");
      case IN_PROCESS -> messages.text("item.in-process");
      case MISSING -> messages.text("item.missing");
      case CLAIMED_RETURNED -> messages.text("item.claimed-returned");
      case LOST -> messages.text("item.lost");
      case DISCARDED -> messages.text("item.discarded");
    };
  }
}
