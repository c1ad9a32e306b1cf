package org.samling.operations.ill;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;

import java.util.List;
import java.util.Objects;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.RotaChange;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.NoSuchRequest;
import org.samling.core.ill.InterlibraryRequests.NotAllowed;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.ill.LendingLibraries;
import org.samling.core.ill.OwnRequests;
import org.samling.core.ill.OwnRequests.OwnRequest;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.ill.IllRequests.IllRequest;
import org.samling.operations.ill.IllTitles.Found;
import org.samling.operations.ill.IllTitles.NewRota;
import org.samling.operations.ill.IllTitles.Sought;

/** Where titles that patrons want can be had, and which libraries are asked for them. */
public final class IllTitleOperations {

  /** The operations. */
  public static final Family<IllTitleOperations> FAMILY =
      new Family<>(
          "ill-requests",
          "ill-request",
          "Where titles that patrons want can be had, and which libraries are asked for them",
          List.of(
              Operation.post(
                      "look-up-ill-title",
                      "/ill-look-ups",
                      Scope.ILL_READ,
                      "Looks where a title can be had: here, or in the catalogues of lending"
                          + " libraries; nobody is asked to lend it")
                  .verb("look-up")
                  .changingNothing()
                  .takingItsTime()
                  .of(Sought.class, Found.class, IllTitleOperations::lookUp),
              Operation.post(
                      "change-ill-rota",
                      "/ill-requests/:number/rota",
                      Scope.ILL_HANDLE,
                      "Changes which libraries are asked after those that were asked")
                  .verb("change-rota")
                  .of(NewRota.class, IllRequest.class, IllTitleOperations::changeRota)));

  private final StoredRequests stored;
  private final InterlibraryMessages messages;
  private final OwnRequests own;
  private final LendingLibraries libraries;

  /** Operations on a store. */
  public IllTitleOperations(
      InterlibraryRequests requests,
      InterlibraryMessages messages,
      OwnRequests own,
      LendingLibraries libraries) {
    this.stored = new StoredRequests(requests);
    this.messages = messages;
    this.own = own;
    this.libraries = libraries;
  }

  private Found lookUp(Request<Sought> request) {
    var sought = request.input();
    var branch = InterlibraryText.of(sought.branch(), MAX_NAME);
    var wish =
        new OwnRequest(
            branch == null ? request.account().branch() : branch,
            sought.us(),
            List.of(),
            Boolean.TRUE.equals(sought.despiteOwn()),
            sought.title().description(),
            Objects.requireNonNullElse(sought.service(), Service.LOAN),
            null,
            sought.patron(),
            null);
    var looked = own.lookFor(request.tenantId(), wish);
    if (looked.fault() != null) {
      throw WantedFaults.problem(request.tenant(), looked.fault(), "", wish);
    }
    return Found.of(looked.found(), request.tenant());
  }

  private IllRequest changeRota(Request<NewRota> request) {
    var tenant = request.tenantId();
    var input = request.input();
    var found = stored.find(request, input.number());
    var named = input.lenders() == null ? List.<String>of() : input.lenders();
    var lenders = named.stream().map(String::strip).toList();
    var unknown = libraries.unknown(tenant, lenders);
    if (!unknown.isEmpty()) {
      throw WantedFaults.unknownLender(unknown.getFirst());
    }
    var change =
        new RotaChange(
            lenders, input.asked(), OwnRequests.MOST_LENDERS, request.account().username());
    return switch (messages.changeRota(tenant, found.number(), change)) {
      case Done(var after) -> IllRequest.of(after);
      case NotAllowed(var current) ->
          throw Problem.refused(
              "The rota can't be changed: the request is %s, other libraries were asked meanwhile, or it would have more than %d libraries."
                  .formatted(current.state().text(), OwnRequests.MOST_LENDERS));
      case NoSuchRequest() -> throw StoredRequests.unknown(input.number());
    };
  }
}
