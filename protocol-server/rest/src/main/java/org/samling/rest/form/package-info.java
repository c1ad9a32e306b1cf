/**
 * What requests may say and answers look like, and what is wrong with a body that does not keep to
 * it.
 */
@NullMarked
package org.samling.rest.form;

import org.jspecify.annotations.NullMarked;
