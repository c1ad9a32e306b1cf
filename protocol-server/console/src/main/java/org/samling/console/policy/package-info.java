/**
 * Rules: by what is lent. Settings in the tree of the organisation, the policy matrix with its test
 * cases, the calendars of branches, and the stop switch. What a change comes to is shown before it
 * is made.
 */
@NullMarked
package org.samling.console.policy;

import org.jspecify.annotations.NullMarked;
