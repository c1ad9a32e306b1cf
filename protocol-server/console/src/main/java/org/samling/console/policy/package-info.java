/**
 * The lending policy: settings in the tree of the organization, the policy matrix with its test
 * cases, branch calendars, and the stop switch. The effect of a change is shown before it is made.
 */
@NullMarked
package org.samling.console.policy;

import org.jspecify.annotations.NullMarked;
