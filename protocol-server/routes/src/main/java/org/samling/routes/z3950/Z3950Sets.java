package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.List;
import org.samling.routes.z3950.Z3950Session.NamedSet;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Request.DeleteResultSetRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.DeleteResultSetResponse;
import org.samling.z3950.Z3950Response.DeleteSetStatus;
import org.samling.z3950.Z3950Response.ListStatus;
import org.samling.z3950.data.Bib1Diagnostic;

/** The result sets of a session: finds and deletes them (Z39.50-2003, 3.2.4). */
final class Z3950Sets {

  private static final String DEFAULT_SET = "default";

  private Z3950Sets() {}

  /**
   * Checks that a result set may have a name.
   *
   * @throws DiagnosticException where named result sets were not negotiated and it is not the
   *     default name
   */
  static void checkName(Z3950Session session, String name) {
    if (!name.equals(DEFAULT_SET) && !session.has(InitOption.NAMED_RESULT_SETS)) {
      throw new DiagnosticException(Bib1Diagnostic.RESULT_SET_NAMING_NOT_SUPPORTED, name);
    }
  }

  /**
   * The result set with this name.
   *
   * @param unknown the diagnostic if there never was one
   * @throws DiagnosticException where there is none
   */
  static NamedSet find(Z3950Session session, String name, Bib1Diagnostic unknown) {
    var set = session.set(name);
    if (set != null) {
      return set;
    }
    throw new DiagnosticException(
        session.isEvicted(name) ? Bib1Diagnostic.RESULT_SET_NO_LONGER_EXISTS : unknown, name);
  }

  /** Answers a request to delete result sets. */
  static Z3950Response delete(Z3950Exchange<DeleteResultSetRequest> exchange) {
    var message = exchange.message();
    var session = exchange.session();
    return switch (message.deleteFunction()) {
      case ALL -> {
        session.deleteAll();
        yield response(message, DeleteSetStatus.SUCCESS, List.of());
      }
      case LIST -> {
        var statuses = new ArrayList<ListStatus>();
        for (var name : message.resultSetList()) {
          statuses.add(new ListStatus(name, delete(session, name)));
        }
        var success = statuses.stream().allMatch(s -> s.status() == DeleteSetStatus.SUCCESS);
        yield response(
            message,
            success
                ? DeleteSetStatus.SUCCESS
                : DeleteSetStatus.NOT_ALL_REQUESTED_RESULT_SETS_DELETED,
            statuses);
      }
    };
  }

  private static DeleteSetStatus delete(Z3950Session session, String name) {
    if (session.isEvicted(name)) {
      session.delete(name);
      return DeleteSetStatus.PREVIOUSLY_DELETED_BY_TARGET;
    }
    return session.delete(name)
        ? DeleteSetStatus.SUCCESS
        : DeleteSetStatus.RESULT_SET_DID_NOT_EXIST;
  }

  private static DeleteResultSetResponse response(
      DeleteResultSetRequest message, DeleteSetStatus status, List<ListStatus> statuses) {
    return new DeleteResultSetResponse(
        message.referenceId(), status, statuses, null, List.of(), null);
  }
}
