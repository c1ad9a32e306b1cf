package org.samling.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.NamedBits;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.data.External;
import org.samling.z3950.data.ExternalWire;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.IdAuthentication.Anonymous;
import org.samling.z3950.data.IdAuthentication.IdPass;
import org.samling.z3950.data.IdAuthentication.Open;
import org.samling.z3950.data.IdAuthentication.Other;
import org.samling.z3950.data.OtherInformationWire;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.Z3950Secret;

/** InitializeRequest and InitializeResponse. */
final class InitializeWire {
  private static final int PROTOCOL_VERSION = BerTag.context(3);
  private static final int OPTIONS = BerTag.context(4);
  private static final int PREFERRED_MESSAGE_SIZE = BerTag.context(5);
  private static final int EXCEPTIONAL_RECORD_SIZE = BerTag.context(6);
  private static final int ID_AUTHENTICATION = BerTag.context(7);
  private static final int USER_INFORMATION_FIELD = BerTag.context(11);
  private static final int RESULT = BerTag.context(12);
  private static final int IMPLEMENTATION_ID = BerTag.context(110);
  private static final int IMPLEMENTATION_NAME = BerTag.context(111);
  private static final int IMPLEMENTATION_VERSION = BerTag.context(112);

  private static final int GROUP_ID = BerTag.context(0);
  private static final int USER_ID = BerTag.context(1);
  private static final int PASSWORD = BerTag.context(2);

  private InitializeWire() {}

  static InitializeRequest readRequest(BerNode node) {
    return new InitializeRequest(
        ApduWire.referenceId(node),
        NamedBits.read(node.required(PROTOCOL_VERSION, "protocolVersion"), ProtocolVersion.class),
        NamedBits.read(node.required(OPTIONS, "options"), InitOption.class),
        node.required(PREFERRED_MESSAGE_SIZE, "preferredMessageSize").integer(),
        node.required(EXCEPTIONAL_RECORD_SIZE, "exceptionalRecordSize").integer(),
        idAuthentication(node.find(ID_AUTHENTICATION)),
        node.textOf(IMPLEMENTATION_ID),
        node.textOf(IMPLEMENTATION_NAME),
        node.textOf(IMPLEMENTATION_VERSION),
        userInformationField(node),
        OtherInformationWire.read(node.find(OtherInformationWire.OTHER_INFO)));
  }

  static InitializeResponse readResponse(BerNode node) {
    return new InitializeResponse(
        ApduWire.referenceId(node),
        NamedBits.read(node.required(PROTOCOL_VERSION, "protocolVersion"), ProtocolVersion.class),
        NamedBits.read(node.required(OPTIONS, "options"), InitOption.class),
        node.required(PREFERRED_MESSAGE_SIZE, "preferredMessageSize").integer(),
        node.required(EXCEPTIONAL_RECORD_SIZE, "exceptionalRecordSize").integer(),
        node.required(RESULT, "result").bool(),
        node.textOf(IMPLEMENTATION_ID),
        node.textOf(IMPLEMENTATION_NAME),
        node.textOf(IMPLEMENTATION_VERSION),
        userInformationField(node),
        OtherInformationWire.read(node.find(OtherInformationWire.OTHER_INFO)));
  }

  private static @Nullable External userInformationField(BerNode node) {
    var field = node.find(USER_INFORMATION_FIELD);
    return field == null ? null : ExternalWire.read(field.first("userInformationField"));
  }

  private static @Nullable IdAuthentication idAuthentication(@Nullable BerNode tagged) {
    if (tagged == null) {
      return null;
    }
    var node = tagged.first("idAuthentication");
    return switch (node.tag()) {
      case BerTag.VISIBLE_STRING, BerTag.GENERAL_STRING -> new Open(new Z3950Secret(node.text()));
      case BerTag.SEQUENCE -> {
        var password = node.textOf(PASSWORD);
        yield new IdPass(
            node.textOf(GROUP_ID),
            node.textOf(USER_ID),
            password == null ? null : new Z3950Secret(password));
      }
      case BerTag.NULL -> new Anonymous();
      default -> new Other(node.element());
    };
  }

  static void write(BerWriter out, InitializeRequest request) {
    NamedBits.write(out, PROTOCOL_VERSION, request.protocolVersion());
    NamedBits.write(out, OPTIONS, request.options());
    out.integer(PREFERRED_MESSAGE_SIZE, request.preferredMessageSize());
    out.integer(EXCEPTIONAL_RECORD_SIZE, request.exceptionalRecordSize());
    write(out, request.idAuthentication());
    out.text(IMPLEMENTATION_ID, request.implementationId());
    out.text(IMPLEMENTATION_NAME, request.implementationName());
    out.text(IMPLEMENTATION_VERSION, request.implementationVersion());
    write(out, request.userInformationField());
    OtherInformationWire.write(out, request.otherInfo());
  }

  static void write(BerWriter out, InitializeResponse response) {
    NamedBits.write(out, PROTOCOL_VERSION, response.protocolVersion());
    NamedBits.write(out, OPTIONS, response.options());
    out.integer(PREFERRED_MESSAGE_SIZE, response.preferredMessageSize());
    out.integer(EXCEPTIONAL_RECORD_SIZE, response.exceptionalRecordSize());
    out.bool(RESULT, response.result());
    out.text(IMPLEMENTATION_ID, response.implementationId());
    out.text(IMPLEMENTATION_NAME, response.implementationName());
    out.text(IMPLEMENTATION_VERSION, response.implementationVersion());
    write(out, response.userInformationField());
    OtherInformationWire.write(out, response.otherInfo());
  }

  private static void write(BerWriter out, @Nullable External userInformationField) {
    if (userInformationField != null) {
      out.begin(USER_INFORMATION_FIELD);
      ExternalWire.write(out, BerTag.EXTERNAL, userInformationField);
      out.end();
    }
  }

  private static void write(BerWriter out, @Nullable IdAuthentication idAuthentication) {
    if (idAuthentication == null) {
      return;
    }
    out.begin(ID_AUTHENTICATION);
    switch (idAuthentication) {
      case Open(Z3950Secret open) -> out.text(BerTag.VISIBLE_STRING, open.value());
      case IdPass(String groupId, String userId, Z3950Secret password) -> {
        out.begin(BerTag.SEQUENCE);
        out.text(GROUP_ID, groupId);
        out.text(USER_ID, userId);
        out.text(PASSWORD, password == null ? null : password.value());
        out.end();
      }
      case Anonymous() -> out.nothing(BerTag.NULL);
      case Other(Octets element) -> out.element(element);
    }
    out.end();
  }
}
