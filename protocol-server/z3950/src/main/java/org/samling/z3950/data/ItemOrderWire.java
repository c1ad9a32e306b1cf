package org.samling.z3950.data;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.data.ItemOrder.AuxiliaryStatus;
import org.samling.z3950.data.ItemOrder.Contact;
import org.samling.z3950.data.ItemOrder.Outcome;
import org.samling.z3950.data.ItemOrder.ResultSetItem;

/** The request and the task package of Item Order, within their EXTERNALs. */
final class ItemOrderWire {
  private static final int ES_REQUEST = BerTag.context(1);
  private static final int TO_KEEP = BerTag.context(1);
  private static final int NOT_TO_KEEP = BerTag.context(2);
  private static final int CONTACT = BerTag.context(2);
  private static final int NAME = BerTag.context(1);
  private static final int PHONE = BerTag.context(2);
  private static final int EMAIL = BerTag.context(3);
  private static final int RESULT_SET_ITEM = BerTag.context(1);
  private static final int RESULT_SET_ID = BerTag.context(1);
  private static final int ITEM = BerTag.context(2);
  private static final int ITEM_REQUEST = BerTag.context(2);

  private static final int TASK_PACKAGE = BerTag.context(2);
  private static final int ORIGIN_PART = BerTag.context(1);
  private static final int TARGET_PART = BerTag.context(2);
  private static final int AUXILIARY_STATUS = BerTag.context(3);

  private static final AuxiliaryStatus[] AUXILIARY_STATUSES = AuxiliaryStatus.values();

  private ItemOrderWire() {}

  static ItemOrder read(BerNode node) {
    if (!node.is(ES_REQUEST)) {
      throw node.fault("not a request of Item Order");
    }
    var toKeep = node.find(TO_KEEP);
    var contact = toKeep == null ? null : toKeep.first("toKeep").find(CONTACT);
    var order = node.required(NOT_TO_KEEP, "notToKeep").first("notToKeep");
    var item = order.find(RESULT_SET_ITEM);
    var request = order.find(ITEM_REQUEST);
    return new ItemOrder(
        contact == null ? null : contact(contact),
        item == null ? null : resultSetItem(item),
        request == null ? null : ExternalWire.read(request));
  }

  private static Contact contact(BerNode node) {
    return new Contact(node.textOf(NAME), node.textOf(PHONE), node.textOf(EMAIL));
  }

  static Outcome readOutcome(BerNode node) {
    if (!node.is(TASK_PACKAGE)) {
      throw node.fault("not a task package of Item Order");
    }
    var origin = node.find(ORIGIN_PART);
    var contact = origin == null ? null : origin.first("originPart").find(CONTACT);
    var status =
        node.required(TARGET_PART, "targetPart").first("targetPart").find(AUXILIARY_STATUS);
    return new Outcome(
        contact == null ? null : contact(contact),
        status == null ? null : status.constant(AUXILIARY_STATUSES, "auxiliaryStatus"));
  }

  static void write(BerWriter out, Outcome outcome) {
    out.begin(TASK_PACKAGE);
    out.begin(ORIGIN_PART);
    out.begin(BerTag.SEQUENCE);
    write(out, outcome.contact());
    out.end();
    out.end();
    out.begin(TARGET_PART);
    out.begin(BerTag.SEQUENCE);
    var status = outcome.auxiliaryStatus();
    if (status != null) {
      out.number(AUXILIARY_STATUS, status);
    }
    out.end();
    out.end();
    out.end();
  }

  private static ResultSetItem resultSetItem(BerNode node) {
    return new ResultSetItem(
        node.required(RESULT_SET_ID, "resultSetId").text(), node.required(ITEM, "item").integer());
  }

  static void write(BerWriter out, ItemOrder order) {
    out.begin(ES_REQUEST);
    out.begin(TO_KEEP);
    out.begin(BerTag.SEQUENCE);
    write(out, order.contact());
    out.end();
    out.end();
    out.begin(NOT_TO_KEEP);
    out.begin(BerTag.SEQUENCE);
    var item = order.resultSetItem();
    if (item != null) {
      out.begin(RESULT_SET_ITEM);
      out.text(RESULT_SET_ID, item.resultSetId());
      out.integer(ITEM, item.item());
      out.end();
    }
    var request = order.itemRequest();
    if (request != null) {
      ExternalWire.write(out, ITEM_REQUEST, request);
    }
    out.end();
    out.end();
    out.end();
  }

  private static void write(BerWriter out, @Nullable Contact contact) {
    if (contact != null) {
      out.begin(CONTACT);
      out.text(NAME, contact.name());
      out.text(PHONE, contact.phone());
      out.text(EMAIL, contact.email());
      out.end();
    }
  }
}
