import { test } from 'vitest';
import { generateValue } from '../../../src/fake/values/generate-value.js';
import { describeSchema, NOW } from './describe-schema.js';
test('try', () => {
  const schema = describeSchema({ type:'object', required:['id'], properties:{ id:{type:'integer'}, first_name:{type:'string'}, last_name:{type:'string'}, email:{type:'string',format:'email'}, phone:{type:'string'}, country:{type:'string',maxLength:2}, zip:{type:'string'}, created_at:{type:'string',format:'date-time'}, updatedAt:{type:'string',format:'date-time'}, birth_date:{type:'string',format:'date'}, active:{type:'boolean'}, price:{type:'number',multipleOf:0.01}, tags:{type:'array',items:{type:'string'}}, company:{type:'object',properties:{name:{type:'string'},website:{type:'string',format:'uri'}}}, parent:{$ref:'#'}, status:{enum:['a','b',null]}, sku:{type:'string',pattern:'^[A-Z]{3}-\\d{4}$'}, password:{type:'string',writeOnly:true,minLength:8}, ids:{type:'array',uniqueItems:true,items:{type:'integer',minimum:1,maximum:3},minItems:3}, pass2:{type:'string',pattern:'^(?=.*[A-Z])(?=.*\\d)(?=.*[!@#]).{8,}$'}, pet:{oneOf:[{type:'object',required:['bark'],properties:{bark:{type:'boolean'}}},{type:'object',required:['meow'],properties:{meow:{type:'string'}}}]}} });
  console.log(JSON.stringify(generateValue(schema,{seed:'x',name:'user',now:NOW}),null,1));
  const t=performance.now(); for(let i=0;i<2000;i++) generateValue(schema,{seed:i,name:'user',now:NOW}); console.log('us each', (performance.now()-t)/2);
});
