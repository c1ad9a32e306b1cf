package org.samling.routes.z3950;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Secret;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.CharSetNegotiation.OriginProposal;
import org.samling.z3950.data.CharSetNegotiation.TargetResponse;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.External;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.UserInformation;
import org.samling.z3950.data.Z3950Secret;

/** Opens sessions: authenticates the client and negotiates options (Z39.50-2003, 3.2.1). */
final class Z3950Init {

  private static final String IMPLEMENTATION = "Samling";

  private static final Set<InitOption> OPTIONS =
      EnumSet.of(
          InitOption.SEARCH,
          InitOption.PRESENT,
          InitOption.DEL_SET,
          InitOption.TRIGGER_RESOURCE_CTRL,
          InitOption.SCAN,
          InitOption.SORT,
          InitOption.EXTENDED_SERVICES,
          InitOption.LEVEL_1_SEGMENTATION,
          InitOption.NAMED_RESULT_SETS,
          InitOption.NEGOTIATION_MODEL,
          InitOption.QUERY_TYPE_104);

  private static final Set<Z3950Charset> CHARSETS =
      EnumSet.of(Z3950Charset.UTF_8, Z3950Charset.UTF_16, Z3950Charset.ISO_8859_1);

  private final Accounts accounts;
  private final Z3950Databases databases;
  private final Z3950Settings settings;

  Z3950Init(Accounts accounts, Z3950Databases databases, Z3950Settings settings) {
    this.accounts = accounts;
    this.databases = databases;
    this.settings = settings;
  }

  /** Answers an Init; if it is accepted the session is open afterwards. */
  Z3950Response initialize(Z3950Exchange<InitializeRequest> exchange) {
    var message = exchange.message();
    var versions = versions(message.protocolVersion());
    if (versions.isEmpty()) {
      return rejected(
          message,
          DefaultDiagFormat.of(
              Bib1Diagnostic.UNSPECIFIED_ERROR, "this server supports versions 2 and 3"));
    }
    Account account;
    try {
      account = account(message.idAuthentication(), exchange.session().presetAccount());
    } catch (DiagnosticException e) {
      return rejected(message, e.diagnostic());
    } catch (LoginLimitException e) {
      return rejected(
          message, DefaultDiagFormat.of(Bib1Diagnostic.INIT_OUT_OF_RESOURCES, e.getMessage()));
    }
    var options = EnumSet.copyOf(OPTIONS);
    options.retainAll(message.options());
    if (!versions.contains(ProtocolVersion.VERSION_3)) {
      options.remove(InitOption.LEVEL_1_SEGMENTATION);
      options.remove(InitOption.EXTENDED_SERVICES);
    }
    var messageSize = size(message.preferredMessageSize());
    var recordSize = Math.max(messageSize, size(message.exceptionalRecordSize()));
    var negotiated = message.originProposal().map(Z3950Init::answer);
    if (negotiated.isEmpty()) {
      options.remove(InitOption.NEGOTIATION_MODEL);
    }
    var session = exchange.session();
    session.open(
        account,
        group(message.idAuthentication()),
        new Z3950Codec(
            versions.contains(ProtocolVersion.VERSION_3)
                ? ProtocolVersion.VERSION_3
                : ProtocolVersion.VERSION_2,
            negotiated.map(TargetResponse::charset).orElse(Z3950Charset.UNNEGOTIATED),
            session.codec().limits()),
        options,
        messageSize,
        recordSize,
        usmarc(account, negotiated.orElse(null)));
    return response(
        message,
        versions,
        options,
        messageSize,
        recordSize,
        true,
        null,
        negotiated.map(n -> List.of(n.toOtherInformation())).orElse(List.of()));
  }

  /** Records can be in any negotiated character set except UTF-16. */
  private static TargetResponse answer(OriginProposal proposal) {
    var answer = proposal.answer(CHARSETS, true);
    return answer.charset() == Z3950Charset.UTF_16 ? proposal.answer(CHARSETS, false) : answer;
  }

  /** The variant of USMARC: as negotiated, else as the account's setting says. */
  private static RecordSyntax usmarc(
      @Nullable Account account, @Nullable TargetResponse negotiated) {
    if (negotiated != null && Boolean.TRUE.equals(negotiated.recordsInSelectedCharSets())) {
      return negotiated.charset() == Z3950Charset.ISO_8859_1
          ? RecordSyntax.MARC21_LATIN1
          : RecordSyntax.MARC21;
    }
    return switch (account == null ? "" : account.charset()) {
      case "MARC-8" -> RecordSyntax.MARC21_MARC8;
      case "ISO-8859-1" -> RecordSyntax.MARC21_LATIN1;
      default -> RecordSyntax.MARC21;
    };
  }

  private static Set<ProtocolVersion> versions(Set<ProtocolVersion> proposed) {
    var versions = EnumSet.noneOf(ProtocolVersion.class);
    versions.addAll(proposed);
    if (!versions.contains(ProtocolVersion.VERSION_2)
        && !versions.contains(ProtocolVersion.VERSION_3)) {
      versions.clear();
    }
    return versions;
  }

  /** The size that a client proposes, limited to what this server supports. */
  private static long size(long proposed) {
    return proposed <= 0
        ? Z3950Settings.DEFAULT_MESSAGE_SIZE
        : Math.min(proposed, Z3950Settings.MAX_MESSAGE_SIZE);
  }

  /** The account of a client, or null if it names none and needs none. */
  private @Nullable Account account(
      @Nullable IdAuthentication authentication, @Nullable Account known) {
    return switch (authentication) {
      case null -> known == null ? anonymous() : known;
      case IdAuthentication.Anonymous() -> anonymous();
      case IdAuthentication.Open(var open) -> open(open.value());
      case IdAuthentication.IdPass(_, var user, var password) ->
          user == null || user.isEmpty() ? anonymous() : login(user, password);
      case IdAuthentication.Other _ ->
          throw new DiagnosticException(
              Bib1Diagnostic.INIT_AUTHENTICATION_SYSTEM_ERROR,
              "log in with idPass, or with open as user/group/password");
    };
  }

  /**
   * Open authentication: user first, password last, optionally a group between them, which proves
   * nothing.
   */
  private @Nullable Account open(String text) {
    if (text.isEmpty()) {
      return anonymous();
    }
    var parts = text.split("/", -1);
    return login(parts[0], parts.length == 1 ? null : new Z3950Secret(parts[parts.length - 1]));
  }

  /** The group, which by custom identifies the requesting library, or null. */
  private static @Nullable String group(@Nullable IdAuthentication authentication) {
    return switch (authentication) {
      case IdAuthentication.IdPass(var group, _, _) -> group;
      case IdAuthentication.Open(var open) -> {
        var parts = open.value().split("/", -1);
        yield parts.length == 3 ? parts[1] : null;
      }
      case null -> null;
      case IdAuthentication.Anonymous() -> null;
      case IdAuthentication.Other _ -> null;
    };
  }

  private @Nullable Account anonymous() {
    if (databases.isAnyOpen()) {
      return null;
    }
    throw new DiagnosticException(
        Bib1Diagnostic.INIT_BAD_USER_ID, "no catalogue here is public: log in");
  }

  private Account login(String user, @Nullable Z3950Secret password) {
    return accounts
        .authenticate(
            Account.Protocol.Z3950, user, new Secret(password == null ? "" : password.value()))
        .orElseThrow(
            () -> new DiagnosticException(Bib1Diagnostic.INIT_BAD_USER_ID_OR_PASSWORD, ""));
  }

  private InitializeResponse rejected(InitializeRequest message, DefaultDiagFormat diagnostic) {
    return response(
        message,
        EnumSet.allOf(ProtocolVersion.class),
        OPTIONS,
        size(message.preferredMessageSize()),
        size(message.exceptionalRecordSize()),
        false,
        UserInformation.rejection(diagnostic),
        List.of());
  }

  private InitializeResponse response(
      InitializeRequest message,
      Set<ProtocolVersion> versions,
      Set<InitOption> options,
      long messageSize,
      long recordSize,
      boolean accepted,
      @Nullable External userInformation,
      List<OtherInformation> otherInformation) {
    return new InitializeResponse(
        message.referenceId(),
        versions,
        options,
        messageSize,
        recordSize,
        accepted,
        null,
        IMPLEMENTATION,
        settings.version(),
        userInformation,
        otherInformation);
  }
}
