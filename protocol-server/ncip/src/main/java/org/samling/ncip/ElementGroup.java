package org.samling.ncip;

/**
 * A part of a message's record whose components are children of the message's own element: it
 * groups them in Java only.
 */
interface ElementGroup {}
