/** The conditions of event routes, as far as their form goes: they are checked and never evaluated. */
grammar EventFilter;

options { caseInsensitive = true; }

filter : condition EOF ;

condition
  : '(' condition ')'
  | NOT condition
  | condition AND condition
  | condition OR condition
  | operand (EQ | NE | LT | LE | GT | GE) operand
  | operand (IN | NIN) '[' operand (',' operand)* ']'
  | call
  | TRUE
  | FALSE
  ;

operand : call | path | STRING | '-'? NUMBER | TRUE | FALSE | NULL ;

call : NAME '(' (operand (',' operand)*)? ')' ;

path : NAME ('[' NUMBER ']')* ('.' NAME ('[' NUMBER ']')*)* ;

AND : 'AND' ;
OR : 'OR' ;
NOT : 'NOT' ;
IN : 'IN' ;
NIN : 'NIN' ;
TRUE : 'TRUE' ;
FALSE : 'FALSE' ;
NULL : 'NULL' ;
EQ : '=' ;
NE : '!=' | '<>' ;
LT : '<' ;
LE : '<=' ;
GT : '>' ;
GE : '>=' ;

STRING : '\'' ( '\\' . | ~['\\] )* '\'' | '"' ( '\\' . | ~["\\] )* '"' ;
NUMBER : [0-9]+ ('.' [0-9]*)? ('E' [+-]? [0-9]+)? ;
NAME : [A-Z_$] [A-Z0-9_$-]* ;
SPACE : [ \t\r\n]+ -> skip ;
OTHER : . ;
