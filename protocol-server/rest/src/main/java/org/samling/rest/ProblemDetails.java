package org.samling.rest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.operations.Means;
import org.samling.operations.Why;

/**
 * The members of an answer that is a problem (RFC 9457), as OpenAPI describes them. A problem may
 * have others.
 */
record ProblemDetails(
    String type,
    String title,
    @Min(400) @Max(599) int status,
    @Means("what is wrong, and what to do") String detail,
    @Means("the reason of a refusal") @Nullable RefusalReason reason,
    @Means("the rule, and where it was set") @Nullable Why why) {}
