package org.samling.z3950.data;

import java.util.ArrayList;
import java.util.List;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.data.AttributeElement.AttributeValue;
import org.samling.z3950.data.AttributeElement.Complex;
import org.samling.z3950.data.AttributeElement.Numeric;
import org.samling.z3950.data.AttributeElement.NumericValue;
import org.samling.z3950.data.AttributeElement.StringOrNumeric;
import org.samling.z3950.data.AttributeElement.StringValue;

/** AttributeList [44] and its contents. */
public final class AttributeWire {
  private static final int ATTRIBUTE_LIST = BerTag.context(44);
  private static final int ATTRIBUTE_SET = BerTag.context(1);
  private static final int ATTRIBUTE_TYPE = BerTag.context(120);
  private static final int NUMERIC = BerTag.context(121);
  private static final int COMPLEX = BerTag.context(224);
  private static final int LIST = BerTag.context(1);
  private static final int SEMANTIC_ACTION = BerTag.context(2);
  private static final int STRING_VALUE = BerTag.context(1);
  private static final int NUMERIC_VALUE = BerTag.context(2);

  private AttributeWire() {}

  /** The list in an operand. */
  public static List<AttributeElement> readList(BerNode operand) {
    return read(operand.required(ATTRIBUTE_LIST, "attributes"));
  }

  /** The list in an element where it is optional. */
  public static List<AttributeElement> readListIfAny(BerNode owner) {
    var list = owner.find(ATTRIBUTE_LIST);
    return list == null ? List.of() : read(list);
  }

  /** The attributes among the children of an element. */
  public static List<AttributeElement> read(BerNode list) {
    var attributes = new ArrayList<AttributeElement>();
    for (var node : list.children()) {
      var attributeSet = node.find(ATTRIBUTE_SET);
      attributes.add(
          new AttributeElement(
              attributeSet == null ? null : attributeSet.oid(),
              node.required(ATTRIBUTE_TYPE, "attributeType").integer(),
              value(node)));
    }
    return attributes;
  }

  private static AttributeValue value(BerNode attribute) {
    var complex = attribute.find(COMPLEX);
    if (complex == null) {
      return new Numeric(attribute.required(NUMERIC, "attributeValue").integer());
    }
    var list = new ArrayList<StringOrNumeric>();
    for (var node : complex.required(LIST, "list").children()) {
      if (node.is(STRING_VALUE)) {
        list.add(new StringValue(node.text()));
      } else if (node.is(NUMERIC_VALUE)) {
        list.add(new NumericValue(node.integer()));
      } else {
        throw node.fault("an attribute's value that is neither a string nor a number");
      }
    }
    var actions = complex.find(SEMANTIC_ACTION);
    return new Complex(
        list,
        actions == null ? List.of() : actions.children().stream().map(BerNode::integer).toList());
  }

  public static void writeList(BerWriter out, List<AttributeElement> attributes) {
    write(out, ATTRIBUTE_LIST, attributes);
  }

  /** The list under a tag of its own. */
  public static void write(BerWriter out, int tag, List<AttributeElement> attributes) {
    out.begin(tag);
    for (var attribute : attributes) {
      out.begin(BerTag.SEQUENCE);
      out.oid(ATTRIBUTE_SET, attribute.attributeSet());
      out.integer(ATTRIBUTE_TYPE, attribute.attributeType());
      switch (attribute.attributeValue()) {
        case Numeric(long value) -> out.integer(NUMERIC, value);
        case Complex(List<StringOrNumeric> list, List<Long> actions) ->
            writeComplex(out, list, actions);
      }
      out.end();
    }
    out.end();
  }

  private static void writeComplex(BerWriter out, List<StringOrNumeric> list, List<Long> actions) {
    out.begin(COMPLEX);
    out.begin(LIST);
    for (var value : list) {
      switch (value) {
        case StringValue(String text) -> out.text(STRING_VALUE, text);
        case NumericValue(long number) -> out.integer(NUMERIC_VALUE, number);
      }
    }
    out.end();
    if (!actions.isEmpty()) {
      out.begin(SEMANTIC_ACTION);
      actions.forEach(action -> out.integer(BerTag.INTEGER, action));
      out.end();
    }
    out.end();
  }
}
