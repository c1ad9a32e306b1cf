/**
 * What requests may contain, what answers look like, and what is wrong with a body that does not
 * conform.
 */
@NullMarked
package org.samling.rest.form;

import org.jspecify.annotations.NullMarked;
